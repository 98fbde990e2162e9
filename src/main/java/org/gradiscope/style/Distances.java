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

package org.gradiscope.style;

import java.util.List;

import org.gradiscope.objective.Expression;
import org.gradiscope.objective.Expression.Add;
import org.gradiscope.objective.Expression.Constant;
import org.gradiscope.objective.Expression.Scale;
import org.gradiscope.objective.Function;
import org.gradiscope.tensor.Tensor;

/** Squared distances, as expressions and as numbers. */
final class Distances {

	private Distances() {}

	/** {@code |of - target|^2} for each picture. */
	static Expression squared(final Expression of, final Tensor target) {
		return Function.SUM.of(Function.SQUARE.of(new Add(of, new Scale(new Constant(target), -1))));
	}

	/** {@code |values - target|^2}. */
	static double squared(final List<Tensor> values, final List<Tensor> target) {
		double sum = 0;
		for (int i = 0; i < values.size(); i++)
			sum += square(values.get(i).plus(target.get(i), -1));
		return sum;
	}

	/**
	 * {@code |target|^2}.
	 *
	 * @throws IllegalArgumentException if it is 0
	 */
	static double norm(final List<Tensor> target) {
		final double sum = target.stream().mapToDouble(Distances::square).sum();
		if (sum > 0) return sum;
		throw new IllegalArgumentException(
			"A layer that responds to the picture is needed, but its activations are all zero; take another.");
	}

	private static double square(final Tensor tensor) {
		double sum = 0;
		for (final float value : tensor.data())
			sum += (double) value * value;
		return sum;
	}

	static Tensor scaled(final Tensor tensor, final double factor) {
		final Tensor scaled = tensor.copy();
		for (int i = 0; i < scaled.size(); i++)
			scaled.data()[i] *= (float) factor;
		return scaled;
	}
}
