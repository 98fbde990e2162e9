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

package org.gradiscope.attribution;

import org.gradiscope.engine.Network;
import org.gradiscope.objective.Objective;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;

/**
 * The gradient averaged along the straight line from a baseline, times the way (Sundararajan et al.
 * 2017, "Axiomatic Attribution for Deep Networks"):
 *
 * <pre>
 * a_i = (x_i - x'_i) integral_0^1 df(x' + t (x - x')) / dx_i dt
 * </pre>
 *
 * so that the attributions sum to {@code f(x) - f(x')}. The integral is taken by Gauss and Legendre's
 * rule.
 */
public final class IntegratedGradients implements AttributionMethod {

	private final Tensor baseline;
	private final GaussLegendre rule;

	/**
	 * @param baseline x', the shape of the images
	 * @param steps the number of gradients taken, at least 1
	 */
	public IntegratedGradients(final Tensor baseline, final int steps) {
		if (steps < 1) throw new IllegalArgumentException(
			"Integrated gradients need steps of at least 1, but " + steps + " was given.");
		this.baseline = baseline;
		this.rule = new GaussLegendre(steps);
	}

	@Override
	public Tensor attribute(final Network network, final Pixels images, final Objective objective) {
		if (!baseline.shape().equals(images.shape())) throw new IllegalArgumentException(
			"The baseline needs the images' shape " + images.shape() + ", but has " + baseline.shape() +
				".");
		final float[] x = images.values().data();
		final double[] mean = new double[x.length];
		for (int step = 0; step < rule.count(); step++) {
			final Tensor between = Tensor.zeros(images.shape());
			for (int i = 0; i < x.length; i++)
				between.data()[i] = (float) (baseline.data()[i] + rule.node(step) * (x[i] - baseline
					.data()[i]));
			final float[] gradient = network.evaluate(images.with(between), objective).gradient().data();
			for (int i = 0; i < x.length; i++)
				mean[i] += rule.weight(step) * gradient[i];
		}
		final Tensor attribution = Tensor.zeros(images.shape());
		for (int i = 0; i < x.length; i++)
			attribution.data()[i] = (float) ((x[i] - baseline.data()[i]) * mean[i]);
		return attribution;
	}
}
