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

import ij.ImagePlus;
import ij.process.ImageProcessor;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;

import org.gradiscope.tensor.Tensor;

/** Shows signed values around middle grey: {@code 128 + factor v}. */
public final class MidGreyImage {

	private MidGreyImage() {}

	/**
	 * @param slices the pictures of {@code input} that the values belong to, from 1
	 * @param values one for each slice, {@code [1, h, w, c]}
	 * @return RGB for three channels, 8-bit for one, and 8-bit channels for others
	 */
	public static ImagePlus image(final ShownImage input, final int[] slices,
		final List<Tensor> values, final double factor, final String title) {
		final List<Tensor> shifted = values.stream().map(v -> shifted(v, factor)).toList();
		if (input.isByChannel() && values.get(0).shape().dimension(3) > 1)
			return ResultImage.planes(input, slices, input.channelNames(), shifted.stream()
				.flatMap(v -> Planes.of(v).stream()).map(PixelType.GREY_8::processor).toList(), title);
		final List<ImageProcessor> processors =
			shifted.stream().map(v -> type(v).processor(v)).toList();
		return ResultImage.of(input, slices, processors, title);
	}

	/**
	 * By how much values are amplified so that the largest becomes 127 or a little less: a whole factor,
	 * or two digits under 1.
	 */
	public static BigDecimal factor(final double largest) {
		final BigDecimal factor = new BigDecimal(127 / largest);
		return largest <= 127 ? factor.setScale(0, RoundingMode.DOWN)
			: factor.round(new MathContext(2, RoundingMode.DOWN));
	}

	private static PixelType type(final Tensor values) {
		return values.shape().dimension(3) == 3 ? PixelType.RGB : PixelType.GREY_8;
	}

	static Tensor shifted(final Tensor values, final double factor) {
		final Tensor shifted = Tensor.zeros(values.shape());
		for (int i = 0; i < shifted.size(); i++)
			shifted.data()[i] = (float) (128 + factor * values.data()[i]);
		return shifted;
	}
}
