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

package org.gradiscope.attack.target;

import java.util.SplittableRandom;

import org.gradiscope.attack.bound.OptionChecks;
import org.gradiscope.tensor.Gaussian;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.transform.GaussianBlur;
import org.gradiscope.transform.Resampling;

/**
 * The ways in which an image may be seen, as a printed one before a camera is: scaled and turned about
 * its centre, then blurred, then noisy, each by a random amount. What comes in at the edges is mirrored.
 * Noise may leave the value range, so that a view stays linear in the image.
 *
 * @param least scale, over 0
 * @param most scale, at least {@code least}
 * @param rotation in degrees either way, at least 0
 * @param blur the largest sigma, in pixels, at least 0; under 0.1 is none
 * @param noise its standard deviation, as a fraction of the value range, at least 0
 */
public record View(double least, double most, double rotation, double blur, double noise) {

	/** 0.9 to 1.1 in scale, 10 degrees, up to 1 pixel, 0.02 of the range. */
	public static final View USUAL = new View(0.9, 1.1, 10, 1, 0.02);

	/** The image as it is. */
	public static final View NONE = new View(1, 1, 0, 0, 0);

	/** @throws IllegalArgumentException if a value is outside its bounds; the message says which */
	public View {
		OptionChecks.require(least > 0 && most >= least && Double.isFinite(most),
			"scales over 0, the least first", least + ".." + most);
		OptionChecks.require(rotation >= 0 && rotation <= 180, "a rotation of 0..180 degrees",
			rotation);
		OptionChecks.require(blur >= 0 && Double.isFinite(blur), "a blur of at least 0 pixels", blur);
		OptionChecks.require(blur <= GaussianBlur.MOST,
			"a blur of at most " + GaussianBlur.MOST + " pixels", blur);
		OptionChecks.require(noise >= 0 && Double.isFinite(noise), "a noise of at least 0", noise);
	}

	/** The next one; takes four numbers from {@code random}, whatever the view. */
	Draw draw(final SplittableRandom random, final ValueRange range) {
		final double scale = least + (most - least) * random.nextDouble();
		final double angle = Math.toRadians(rotation * (2 * random.nextDouble() - 1));
		final double sigma = blur * random.nextDouble();
		return new Draw(new Resampling(scale, angle, 0, 0), sigma, noise * range.extent(),
			random.nextLong());
	}

	/**
	 * One view.
	 *
	 * @param sigma of the blur, in pixels
	 * @param noise its standard deviation, in grey levels
	 * @param seed of the noise
	 */
	record Draw(Resampling resampling, double sigma, double noise, long seed) {

		/** Each image of a batch seen so, with the same noise. */
		Tensor of(final Pixels images) {
			final Tensor seen = GaussianBlur.of(resampling.apply(images.values()), sigma);
			if (noise == 0) return seen;
			final SplittableRandom random = new SplittableRandom(seed);
			final int stride = seen.size() / images.count();
			for (int i = 0; i < stride; i++) {
				final double change = noise * Gaussian.next(random);
				for (int j = i; j < seen.size(); j += stride)
					seen.data()[j] += (float) change;
			}
			return seen;
		}

		/** From gradients of what is seen to those of the images. */
		Tensor adjoint(final Tensor gradients) {
			return resampling.adjoint(GaussianBlur.adjoint(gradients, sigma));
		}
	}
}
