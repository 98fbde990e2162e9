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

package org.gradiscope.engine.tf.relevance;

import org.gradiscope.engine.tf.graph.GraphOperations;
import org.gradiscope.engine.tf.graph.Op;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** {@code factor x + shift}, grown by one operation after another. */
final class AffineTransform {

	private final Ops tf;
	private Operand<TFloat32> factor;
	private Operand<TFloat32> shift;

	AffineTransform(final Ops tf, final Operand<TFloat32> factor, final Operand<TFloat32> shift) {
		this.tf = tf;
		this.factor = factor;
		this.shift = shift;
	}

	Operand<TFloat32> factor() {
		return factor;
	}

	Operand<TFloat32> shift() {
		return shift;
	}

	/** @param next one of {@code FoldedLayer}'s, of which one argument is what came before */
	void then(final GraphOperation next, final RelevancePath path) {
		if (Op.of(next) == Op.Identity) return;
		final boolean first = path.has(next.input(0));
		final Operand<TFloat32> by = flat(next, first ? 1 : 0);
		switch (Op.of(next)) {
			case Mul -> scale(by);
			case RealDiv, Div -> scale(tf.math.reciprocal(by));
			case Sub -> subtract(by, first);
			case FusedBatchNormV3 -> normalize(next);
			default -> shift = tf.math.add(shift, by);
		}
	}

	private void scale(final Operand<TFloat32> by) {
		factor = tf.math.mul(factor, by);
		shift = tf.math.mul(shift, by);
	}

	private void subtract(final Operand<TFloat32> other, final boolean first) {
		if (!first) scale(tf.constant(-1f));
		shift = first ? tf.math.sub(shift, other) : tf.math.add(shift, other);
	}

	private void normalize(final GraphOperation norm) {
		final Operand<TFloat32> epsilon = tf.constant(norm.attributes().getAttrFloat("epsilon"));
		shift = tf.math.sub(shift, flat(norm, 3));
		scale(tf.math.mul(flat(norm, 1), tf.math.rsqrt(tf.math.add(flat(norm, 4), epsilon))));
		shift = tf.math.add(shift, flat(norm, 2));
	}

	/** One number per channel, or one for all. */
	private Operand<TFloat32> flat(final GraphOperation operation, final int input) {
		return tf.reshape(GraphOperations.floats(operation.input(input)),
			tf.constant(new int[] { -1 }));
	}
}
