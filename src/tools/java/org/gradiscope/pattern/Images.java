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

package org.gradiscope.pattern;

import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.ImageProcessor;

import org.gradiscope.tensor.Pixels;

/** Rounds draws to the 8-bit and RGB images of ImageJ. */
final class Images {

	private Images() {}

	/** The first channel of the first image. */
	static ImageProcessor grey(final Pixels pixels) {
		final float[] values = pixels.values().data();
		final byte[] bytes = new byte[pixels.width() * pixels.height()];
		for (int i = 0; i < bytes.length; i++)
			bytes[i] = (byte) Math.round(values[i * pixels.channels()]);
		return new ByteProcessor(pixels.width(), pixels.height(), bytes);
	}

	/** The first image, which has three channels. */
	static ImageProcessor rgb(final Pixels pixels) {
		final float[] values = pixels.values().data();
		final int[] colours = new int[pixels.width() * pixels.height()];
		for (int i = 0; i < colours.length; i++)
			for (int c = 0; c < 3; c++)
				colours[i] = colours[i] << 8 | Math.round(values[3 * i + c]);
		return new ColorProcessor(pixels.width(), pixels.height(), colours);
	}
}
