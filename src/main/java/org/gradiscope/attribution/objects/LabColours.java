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

package org.gradiscope.attribution.objects;

import org.gradiscope.tensor.Pixels;

/**
 * Colours by how different they look: CIELAB of sRGB under D65, whose lightness goes from 0 to 100. Pictures of other than three channels
 * have each of them in 0 to 100.
 */
final class LabColours {

	private static final double[][] XYZ = { { 0.4124564, 0.3575761, 0.1804375 },
		{ 0.2126729, 0.7151522, 0.0721750 }, { 0.0193339, 0.1191920, 0.9503041 } };
	private static final double[] WHITE = { 0.95047, 1, 1.08883 };

	private LabColours() {}

	/** Pixel by pixel, row by row. */
	static float[][] of(final Pixels image) {
		final int channels = image.channels();
		final float[] values = image.values().data();
		final float[][] colours = new float[values.length / channels][channels];
		for (int p = 0; p < colours.length; p++) {
			for (int c = 0; c < channels; c++)
				colours[p][c] = (values[p * channels + c] - image.range().min()) / image.range().extent();
			if (channels == 3) colours[p] = lab(colours[p]);
			else for (int c = 0; c < channels; c++)
				colours[p][c] *= 100;
		}
		return colours;
	}

	/** @param rgb 0..1 each */
	static float[] lab(final float... rgb) {
		final double[] f = new double[3];
		for (int i = 0; i < 3; i++) {
			double sum = 0;
			for (int c = 0; c < 3; c++)
				sum += XYZ[i][c] * linear(rgb[c]);
			final double t = sum / WHITE[i];
			f[i] = t > 216.0 / 24389 ? Math.cbrt(t) : (24389.0 / 27 * t + 16) / 116;
		}
		return new float[] { (float) (116 * f[1] - 16), (float) (500 * (f[0] - f[1])),
			(float) (200 * (f[1] - f[2])) };
	}

	private static double linear(final double value) {
		return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
	}
}
