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

import java.util.stream.IntStream;
import java.util.stream.LongStream;

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
 * has its channels side by side. Volumes are x, y, z, channel, and {@code [1, d, h, w, c]}.
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
		final int channels = axes == 2 ? 1 : (int) image.dimension(2);
		return pixels(image, range,
			Shape.of(1, (int) image.dimension(1), (int) image.dimension(0), channels));
	}

	/**
	 * @param volume x, y, z; or x, y, z, channel
	 * @param range the values that are seen as darkest and brightest
	 * @return {@code [1, d, h, w, c]}
	 * @throws IllegalArgumentException if the volume has neither three nor four axes
	 */
	public static Pixels volume(final RandomAccessibleInterval<? extends RealType<?>> volume,
		final ValueRange range) {
		final int axes = volume.numDimensions();
		if (axes != 3 && axes != 4) throw new IllegalArgumentException(
			"A volume with the axes x, y, z or x, y, z, channel was expected, but one of " + axes +
				" axes was given; give a z-stack.");
		return pixels(volume, range, Shape.of(1, (int) volume.dimension(2), (int) volume.dimension(1),
			(int) volume.dimension(0), axes == 3 ? 1 : (int) volume.dimension(3)));
	}

	private static Pixels pixels(final RandomAccessibleInterval<? extends RealType<?>> image,
		final ValueRange range, final Shape shape) {
		final int channels = shape.dimension(-1);
		final Tensor values = Tensor.zeros(shape);
		final Cursor<? extends RealType<?>> cursor = Views.flatIterable(image).cursor();
		for (int channel = 0; channel < channels; channel++)
			for (int i = channel; i < values.size(); i += channels)
				values.data()[i] = cursor.next().getRealFloat();
		return new Pixels(values, range);
	}

	/**
	 * @param values {@code [1, h, w, c]}, of a volume {@code [1, d, h, w, c]}
	 * @return x, y for one channel; x, y, channel for several; of a volume z before the channel
	 * @throws IllegalArgumentException if these are several images
	 */
	public static Img<FloatType> img(final Tensor values) {
		final Shape shape = values.shape();
		if (shape.rank() < 4 || shape.rank() > 5 || shape.dimension(0) != 1)
			throw new IllegalArgumentException("One image, [1, h, w, c], was expected, but " + shape +
				" was given; Tensor.item picks one.");
		final int channels = shape.dimension(-1);
		final float[] planes = new float[values.size()];
		int n = 0;
		for (int channel = 0; channel < channels; channel++)
			for (int i = channel; i < planes.length; i += channels)
				planes[n++] = values.data()[i];
		final int[] sides = shape.sides();
		final LongStream positions =
			IntStream.rangeClosed(1, sides.length).mapToLong(axis -> sides[sides.length - axis]);
		return ArrayImgs.floats(planes, channels == 1 ? positions.toArray()
			: LongStream.concat(positions, LongStream.of(channels)).toArray());
	}
}
