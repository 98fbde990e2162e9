/*-
 * #%L
 * Convolutional networks looked into from ImageJ and Fiji.
 * %%
 * Copyright (C) 2026 Gradiscope founders.
 * %%
 * Redistribution and use in source and binary forms, with or without
 * modification, are permitted provided that the following conditions are met:
 *
 * 1. Redistributions of source code must retain the above copyright notice,
 *    this list of conditions and the following disclaimer.
 * 2. Redistributions in binary form must reproduce the above copyright notice,
 *    this list of conditions and the following disclaimer in the documentation
 *    and/or other materials provided with the distribution.
 *
 * THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS"
 * AND ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE
 * IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE
 * ARE DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDERS OR CONTRIBUTORS BE
 * LIABLE FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR
 * CONSEQUENTIAL DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF
 * SUBSTITUTE GOODS OR SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS
 * INTERRUPTION) HOWEVER CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN
 * CONTRACT, STRICT LIABILITY, OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE)
 * ARISING IN ANY WAY OUT OF THE USE OF THIS SOFTWARE, EVEN IF ADVISED OF THE
 * POSSIBILITY OF SUCH DAMAGE.
 * #L%
 */

package org.gradiscope.engine.tf.inspect;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import org.gradiscope.engine.tf.graph.Attributes;

/** Products of matrices, one or many at a time. */
final class MatMulShapeRules {

	private MatMulShapeRules() {}

	static SymbolicShape multiply(final InferenceContext call) {
		return product(call, Attributes.flag(call.node(), "transpose_a", false),
			Attributes.flag(call.node(), "transpose_b", false), false);
	}

	static SymbolicShape multiplyMany(final InferenceContext call) {
		return product(call, Attributes.flag(call.node(), "adj_x", false),
			Attributes.flag(call.node(), "adj_y", false), true);
	}

	private static SymbolicShape product(final InferenceContext call, final boolean turnFirst,
		final boolean turnSecond, final boolean many) {
		final SymbolicShape a = call.input(0);
		final SymbolicShape b = call.input(1);
		if (a.isNone() || b.isNone() || a.rank() < 2 || b.rank() < 2) return SymbolicShape.NONE;
		if (!many && (a.rank() > 2 || b.rank() > 2)) return SymbolicShape.NONE;
		final SymbolicDimension inner = a.axis(a.rank() - (turnFirst ? 2 : 1));
		final SymbolicDimension other = b.axis(b.rank() - (turnSecond ? 1 : 2));
		if (!inner.equals(other) || inner.isOfBatch() || inner.equals(SymbolicDimension.UNKNOWN))
			return SymbolicShape.NONE;
		final SymbolicShape outer = outer(a).combined(outer(b));
		if (outer.isNone()) return SymbolicShape.NONE;
		final List<SymbolicDimension> axes = new ArrayList<>(outer.axes());
		axes.add(a.axis(a.rank() - (turnFirst ? 1 : 2)));
		axes.add(b.axis(b.rank() - (turnSecond ? 2 : 1)));
		return SymbolicShape.of(axes);
	}

	private static SymbolicShape outer(final SymbolicShape form) {
		return SymbolicShape.of(IntStream.range(0, form.rank() - 2).mapToObj(form::axis).toList());
	}
}
