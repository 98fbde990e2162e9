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
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.transform.GaussianBlur;
import org.gradiscope.transform.JpegCompression;
import org.gradiscope.transform.Transformed;

/**
 * What a camera adds: a blur, the noise of its sensor, and the losses of a JPEG file. Noise may leave the
 * value range, which a file cuts. Blur and noise have exact adjoints; that of a file is straight through,
 * {@link JpegCompression#adjoint}.
 *
 * @param blur the largest sigma, in pixels, at least 0; under 0.1 is none
 * @param noise the standard deviation of the noise that light does not change, as a fraction of the
 *          value range, at least 0
 * @param shot the standard deviation of the noise of photons, at white, as a fraction of the value range, at
 *          least 0; it grows with the square root of the light
 * @param jpeg the lowest quality of the file, 1 to 100, each view's being from there to 100; 0 for no file
 */
public record Camera(double blur, double noise, double shot, int jpeg) {

	private static final int BEST = 100;

	/** None. */
	public static final Camera NONE = new Camera(0, 0, 0, 0);

	/** @throws IllegalArgumentException if a value is outside its bounds; the message says which */
	public Camera {
		OptionChecks.require(blur >= 0 && Double.isFinite(blur), "a blur of at least 0 pixels", blur);
		OptionChecks.require(blur <= GaussianBlur.MOST,
			"a blur of at most " + GaussianBlur.MOST + " pixels", blur);
		OptionChecks.require(noise >= 0 && Double.isFinite(noise), "a noise of at least 0", noise);
		OptionChecks.require(shot >= 0 && Double.isFinite(shot), "a shot noise of at least 0", shot);
		OptionChecks.require(jpeg >= 0 && jpeg <= BEST, "a JPEG quality of 1..100, or 0 for no file",
			jpeg);
	}

	/** The next exposure; takes two numbers from {@code random}, with a file three. */
	Draw draw(final SplittableRandom random, final ValueRange range) {
		final double sigma = blur * random.nextDouble();
		final Draw blurred = images -> new Transformed(GaussianBlur.of(images, sigma),
			gradients -> GaussianBlur.adjoint(gradients, sigma));
		final Draw noisy = blurred.then(
			new CameraNoise(noise * range.extent(), shot * range.extent(), range, random.nextLong()));
		if (jpeg == 0) return noisy;
		final JpegCompression file = new JpegCompression(random.nextInt(jpeg, BEST + 1));
		return noisy.then(images -> new Transformed(file.apply(images, range), file::adjoint));
	}
}
