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

package org.gradiscope.engine.tf;

import java.util.SplittableRandom;

import org.gradiscope.tensor.Gaussian;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The weights that training starts from, as constants of a graph: kernels are normal with the variance
 * 2 / inputs (He et al. 2015), biases are 0.
 */
final class FirstWeights {

	private final Ops tf;
	private final SplittableRandom random;

	/** @param seed of the draws, which come in the order in which kernels are asked for */
	FirstWeights(final Ops tf, final long seed) {
		this.tf = tf;
		random = new SplittableRandom(seed);
	}

	/** @param inputs of each of its outputs */
	Operand<TFloat32> kernel(final String name, final Shape shape, final int inputs) {
		return constant(name, drawn(shape, Math.sqrt(2.0 / inputs)));
	}

	/**
	 * One whose weights have the sum 0 for each output, which so answers to what changes from place to place and
	 * not to what is everywhere.
	 *
	 * @param inputs of each of its outputs
	 * @param factor of all weights
	 */
	Operand<TFloat32> centred(final String name, final Shape shape, final int inputs,
		final double factor) {
		final Tensor kernel = drawn(shape, factor * Math.sqrt(2.0 / inputs));
		final int outputs = shape.dimension(-1);
		final double[] sums = new double[outputs];
		for (int i = 0; i < kernel.size(); i++)
			sums[i % outputs] += kernel.data()[i];
		for (int i = 0; i < kernel.size(); i++)
			kernel.data()[i] -= (float) (sums[i % outputs] / inputs);
		return constant(name, kernel);
	}

	private Tensor drawn(final Shape shape, final double deviation) {
		final Tensor drawn = Tensor.zeros(shape);
		for (int i = 0; i < drawn.size(); i++)
			drawn.data()[i] = (float) (Gaussian.next(random) * deviation);
		return drawn;
	}

	Operand<TFloat32> zeros(final String name, final int... shape) {
		return constant(name, Tensor.zeros(Shape.of(shape)));
	}

	private Operand<TFloat32> constant(final String name, final Tensor values) {
		try (TFloat32 tensor = Tensors.toNative(values)) {
			return tf.withName(name).constantOf(tensor);
		}
	}
}
