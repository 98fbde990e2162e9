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

package org.gradiscope.optimize;

import org.gradiscope.tensor.ParallelBlocks;

/**
 * Adam, climbing (Kingma &amp; Ba 2014, "Adam: A Method for Stochastic Optimization", algorithm 1):
 *
 * <pre>
 * m = b1 m + (1 - b1) g,   v = b2 v + (1 - b2) g^2
 * x = x + rate * (m / (1 - b1^t)) / (sqrt(v / (1 - b2^t)) + epsilon)
 * </pre>
 *
 * with b1 = 0.9, b2 = 0.999 and epsilon = 1e-8.
 */
public final class Adam implements Optimizer {

	private static final float BETA1 = 0.9f;
	private static final float BETA2 = 0.999f;
	private static final float EPSILON = 1e-8f;

	private final double rate;
	private final float[] mean;
	private final float[] square;
	private int time;

	/**
	 * @param size the number of parameters
	 * @param rate the step size, over 0
	 */
	public Adam(final int size, final double rate) {
		this.rate = rate;
		this.mean = new float[size];
		this.square = new float[size];
	}

	@Override
	public double step(final float[] parameters, final DifferentiableFunction function) {
		final ValueAndGradient point = function.at(parameters);
		step(parameters, point.gradient());
		return point.value();
	}

	/** Moves {@code parameters} one step up {@code gradient}, in place. */
	public void step(final float[] parameters, final float[] gradient) {
		step(parameters, gradient, rate);
	}

	/** The same by another step size, over 0. */
	public void step(final float[] parameters, final float[] gradient, final double size) {
		time++;
		final float scale = (float) (size / (1 - Math.pow(BETA1, time)));
		ParallelBlocks.of(parameters.length, (from, to) -> step(parameters, gradient, scale, from, to));
	}

	private void step(final float[] parameters, final float[] gradient, final float scale,
		final int from, final int to) {
		final float correction = (float) (1 / (1 - Math.pow(BETA2, time)));
		for (int i = from; i < to; i++) {
			final float g = gradient[i];
			mean[i] = BETA1 * mean[i] + (1 - BETA1) * g;
			square[i] = BETA2 * square[i] + (1 - BETA2) * g * g;
			parameters[i] += scale * mean[i] / ((float) Math.sqrt(square[i] * correction) + EPSILON);
		}
	}
}
