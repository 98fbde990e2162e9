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

import org.gradiscope.attack.bound.OptionChecks;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.transform.Transformed;

/**
 * In what light an image is seen. A value x of channel k becomes
 *
 * <pre>
 * contrast (gain_k (x - black) + black - middle) + middle + brightness
 * </pre>
 *
 * of the value range's black and middle. Nothing is cut at the ends of the range, so the light is affine in
 * the image, and its adjoint exact: the product of contrast and gain.
 *
 * @param brightness the most that is added or taken away, as a fraction of the value range, 0 to 1
 * @param contrast the most that the factor differs from 1, 0 to under 1
 * @param colour the most that the gain of each channel, drawn for each by itself, differs from 1, 0 to under 1;
 *          of a grey image it is the exposure
 */
public record Light(double brightness, double contrast, double colour) {

	/** As it is. */
	public static final Light NONE = new Light(0, 0, 0);

	/** @throws IllegalArgumentException if a value is outside its bounds; the message says which */
	public Light {
		OptionChecks.require(brightness >= 0 && brightness <= 1,
			"a brightness of 0..1 of the value range", brightness);
		OptionChecks.require(contrast >= 0 && contrast < 1, "a contrast of at least 0 and under 1",
			contrast);
		OptionChecks.require(colour >= 0 && colour < 1, "a colour of at least 0 and under 1", colour);
	}

	/** The next one; takes three numbers from {@code random}, and none if the light is as it is. */
	Draw draw(final SplittableRandom random, final ValueRange range) {
		if (equals(NONE)) return images -> new Transformed(images, gradients -> gradients);
		final double added = brightness * range.extent() * (2 * random.nextDouble() - 1);
		final double factor = 1 + contrast * (2 * random.nextDouble() - 1);
		final long seed = random.nextLong();
		return images -> seen(images, range, factor, gains(seed, images.shape().dimension(-1)), added);
	}

	/**
	 * By the formula.
	 *
	 * @param gains one for each channel
	 * @param added in grey levels
	 */
	static Transformed seen(final Tensor images, final ValueRange range, final double factor,
		final double[] gains, final double added) {
		final double black = range.min();
		final double middle = range.min() + range.extent() / 2.0;
		final Tensor seen = images.copy();
		for (int i = 0; i < seen.size(); i++)
			seen.data()[i] =
				(float) (factor * (gains[i % gains.length] * (seen.data()[i] - black) + black - middle) +
					middle + added);
		return new Transformed(seen, gradients -> scaled(gradients, factor, gains));
	}

	private double[] gains(final long seed, final int channels) {
		return new SplittableRandom(seed).doubles(channels).map(number -> 1 + colour * (2 * number - 1))
			.toArray();
	}

	private static Tensor scaled(final Tensor gradients, final double factor, final double[] gains) {
		final Tensor scaled = gradients.copy();
		for (int i = 0; i < scaled.size(); i++)
			scaled.data()[i] *= (float) (factor * gains[i % gains.length]);
		return scaled;
	}
}
