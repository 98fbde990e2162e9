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

package org.gradiscope.tools;

import java.util.SplittableRandom;

import org.gradiscope.tensor.Gaussian;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.transform.GaussianBlur;
import org.gradiscope.transform.Homography;
import org.gradiscope.transform.Homography.Point;
import org.gradiscope.transform.Quadrangle;

/**
 * A photograph of a print on a dark table, of which all is known: white paper with a margin around the
 * picture, seen in perspective, under a lamp, out of focus and noisy.
 *
 * @param place of the picture, in pixels of the photograph
 * @param height of the photograph
 * @param width of the photograph
 * @param gains of the channels, by the lamp; of all channels more than these the last
 * @param black what black ink still shows, in grey levels
 * @param blur sigma of the focus, in pixels of the photograph
 * @param noise its standard deviation, in grey levels
 */
public record SyntheticPhotograph(Quadrangle place, int height, int width, double[] gains,
	double black, double blur, double noise) {

	private static final float TABLE = 70;
	private static final float PAPER = 250;
	/** Of the sides of the picture. */
	private static final double MARGIN = 0.07;
	/** Along either side of a pixel. */
	private static final int SAMPLES = 3;

	/** Sharp, in white light, without noise. */
	public static SyntheticPhotograph plain(final Quadrangle place, final int height,
		final int width) {
		return new SyntheticPhotograph(place, height, width, new double[] { 1 }, 0, 0, 0);
	}

	/**
	 * @param picture {@code [1, h, w, c]} in 0..255
	 * @return {@code [1, height, width, c]} in whole levels of 0..255
	 */
	public Pixels of(final Pixels picture) {
		final Tensor seen = Tensor.zeros(picture.shape().with(1, height).with(2, width));
		final Homography back =
			Homography.ofRectangle(picture.width(), picture.height(), place.corners()).inverse();
		for (int i = 0; i < height * width; i++)
			for (int k = 0; k < SAMPLES * SAMPLES; k++)
				add(picture, back.at(i % width + (k % SAMPLES + 0.5) / SAMPLES,
					i / width + (k / SAMPLES + 0.5) / SAMPLES), seen, i);
		final Tensor blurred = GaussianBlur.of(seen, blur);
		final SplittableRandom random = new SplittableRandom(1);
		final int channels = picture.channels();
		for (int i = 0; i < blurred.size(); i++) {
			final double gain = gains[Math.min(gains.length - 1, i % channels)];
			blurred.data()[i] = Math.round(Math.max(0,
				Math.min(255, black + gain * blurred.data()[i] + noise * Gaussian.next(random))));
		}
		return picture.with(blurred);
	}

	private static void add(final Pixels picture, final Point at, final Tensor seen, final int i) {
		final double x = at.x() / picture.width();
		final double y = at.y() / picture.height();
		final boolean paper = x > -MARGIN && y > -MARGIN && x < 1 + MARGIN && y < 1 + MARGIN;
		final boolean inside = x >= 0 && y >= 0 && x < 1 && y < 1;
		for (int c = 0; c < picture.channels(); c++) {
			final double value = inside ? printed(picture, at, c) : paper ? PAPER : TABLE;
			seen.data()[i * picture.channels() + c] += (float) (value / (SAMPLES * SAMPLES));
		}
	}

	/** Each pixel is printed as a square. */
	private static double printed(final Pixels picture, final Point at, final int channel) {
		final int pixel = (int) at.y() * picture.width() + (int) at.x();
		return picture.values().data()[pixel * picture.channels() + channel];
	}
}
