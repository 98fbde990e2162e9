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

package org.gradiscope.imagej;

import ij.process.FloatProcessor;
import ij.process.ImageProcessor;

import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;

/** Makes RGB pictures of images in any value range. */
public final class Pictures {

	private Pictures() {}

	/**
	 * @param image one image of 1 or 3 channels; its range becomes 0..255, and grey becomes equal
	 *          colours
	 */
	public static ImageProcessor rgb(final Pixels image) {
		final ValueRange range = image.range();
		final float[] values = image.values().data();
		final Tensor rgb = Tensor.zeros(image.shape().with(3, 3));
		final int repeats = 3 / image.channels();
		for (int i = 0; i < rgb.size(); i++)
			rgb.data()[i] = (values[i / repeats] - range.min()) * 255 / range.extent();
		return PixelType.RGB.processor(rgb);
	}

	/** A grey picture's values, its range mapped to another, in 32 bits. */
	public static FloatProcessor numbers(final Pixels picture, final ValueRange range) {
		final float[] values = picture.values().data().clone();
		for (int i = 0; i < values.length; i++)
			values[i] = range.min() + (values[i] - picture.range().min()) / picture.range().extent() *
				range.extent();
		return new FloatProcessor(picture.width(), picture.height(), values);
	}
}
