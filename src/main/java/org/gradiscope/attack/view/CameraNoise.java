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

package org.gradiscope.attack.view;

import java.util.SplittableRandom;

import org.gradiscope.tensor.Gaussian;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.transform.Transformed;

/**
 * The noise of one exposure: to each value a normal number is added, of the variance
 *
 * <pre>
 * read^2 + shot^2 max(u, 1/255),  u = (x - black) / (white - black)
 * </pre>
 *
 * (Foi et al. 2008, "Practical Poissonian-Gaussian Noise Modeling and Fitting for Single-Image Raw-Data";
 * the floor keeps the derivative finite in black). The normal numbers are drawn first, so that the noise has a
 * derivative with respect to the image, and {@link Transformed#adjoint} is exact. Nothing is cut at the ends of the
 * range.
 *
 * @param read the standard deviation of what light does not change, in grey levels
 * @param shot that of the photons of white, in grey levels
 * @param range of values
 * @param seed of the normal numbers, which the images of a batch share
 */
record CameraNoise(double read, double shot, ValueRange range, long seed) implements Draw {

	private static final double FLOOR = 1 / 255.0;

	@Override
	public Transformed of(final Tensor images) {
		if (read == 0 && shot == 0) return new Transformed(images, gradients -> gradients);
		final int stride = images.size() / images.shape().dimension(0);
		final double[] normal = normal(stride);
		final Tensor noisy = images.copy();
		for (int i = 0; i < noisy.size(); i++)
			noisy.data()[i] += (float) (deviation(images.data()[i]) * normal[i % stride]);
		return new Transformed(noisy, gradients -> adjoint(images, normal, gradients));
	}

	private double[] normal(final int count) {
		final SplittableRandom random = new SplittableRandom(seed);
		final double[] normal = new double[count];
		for (int i = 0; i < count; i++)
			normal[i] = Gaussian.next(random);
		return normal;
	}

	private double deviation(final float value) {
		return shot == 0 ? read : Math.sqrt(read * read + shot * shot * Math.max(FLOOR, light(value)));
	}

	/** From 0 for black to 1 for white. */
	private double light(final float value) {
		return (value - range.min()) / (double) range.extent();
	}

	private Tensor adjoint(final Tensor images, final double[] normal, final Tensor gradients) {
		if (shot == 0) return gradients;
		final Tensor back = gradients.copy();
		for (int i = 0; i < back.size(); i++) {
			final float value = images.data()[i];
			if (light(value) > FLOOR) back.data()[i] *= (float) (1 +
				normal[i % normal.length] * shot * shot / (2 * range.extent() * deviation(value)));
		}
		return back;
	}
}
