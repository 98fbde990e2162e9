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

package org.gradiscope;

import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;

/**
 * Between ImgLib2's images and tensors. ImgLib2 counts x, y, channel; a tensor {@code [1, h, w, c]}
 * has its channels side by side.
 */
public final class ImgLib {

	private ImgLib() {}

	/**
	 * @param image x, y; or x, y, channel
	 * @param range the values that are seen as darkest and brightest
	 * @return {@code [1, h, w, c]}
	 * @throws IllegalArgumentException if the image has neither two nor three axes
	 */
	public static Pixels pixels(final RandomAccessibleInterval<? extends RealType<?>> image,
		final ValueRange range) {
		final int axes = image.numDimensions();
		if (axes != 2 && axes != 3) throw new IllegalArgumentException(
			"An image with the axes x, y or x, y, channel was expected, but one of " + axes +
				" axes was given; Views.hyperSlice picks a plane.");
		final int width = (int) image.dimension(0);
		final int height = (int) image.dimension(1);
		final int channels = axes == 2 ? 1 : (int) image.dimension(2);
		final Tensor values = Tensor.zeros(Shape.of(1, height, width, channels));
		final Cursor<? extends RealType<?>> cursor = Views.flatIterable(image).cursor();
		for (int channel = 0; channel < channels; channel++)
			for (int i = channel; i < values.size(); i += channels)
				values.data()[i] = cursor.next().getRealFloat();
		return new Pixels(values, range);
	}

	/**
	 * @param values {@code [1, h, w, c]}
	 * @return x, y for one channel; x, y, channel for several
	 * @throws IllegalArgumentException if these are several images
	 */
	public static Img<FloatType> img(final Tensor values) {
		final Shape shape = values.shape();
		if (shape.rank() != 4 || shape.dimension(0) != 1) throw new IllegalArgumentException(
			"One image, [1, h, w, c], was expected, but " + shape + " was given; Tensor.item picks one.");
		final int channels = shape.dimension(3);
		final float[] planes = new float[values.size()];
		int n = 0;
		for (int channel = 0; channel < channels; channel++)
			for (int i = channel; i < planes.length; i += channels)
				planes[n++] = values.data()[i];
		final int width = shape.dimension(2);
		final int height = shape.dimension(1);
		return channels == 1 ? ArrayImgs.floats(planes, width, height)
			: ArrayImgs.floats(planes, width, height, channels);
	}
}
