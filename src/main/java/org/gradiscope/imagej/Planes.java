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

import ij.CompositeImage;
import ij.ImagePlus;
import ij.ImageStack;

import java.util.List;
import java.util.stream.IntStream;

import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;

/** Pictures of channels that are no colours. */
public final class Planes {

	private Planes() {}

	/** Each channel by itself, {@code [1, h, w, 1]}. */
	static List<Tensor> of(final Tensor picture) {
		final int channels = picture.shape().dimension(3);
		return IntStream.range(0, channels).mapToObj(channel -> {
			final Tensor one = Tensor.zeros(picture.shape().with(3, 1));
			for (int i = 0; i < one.size(); i++)
				one.data()[i] = picture.data()[i * channels + channel];
			return one;
		}).toList();
	}

	/**
	 * A picture in 8 bits whose channels are shown over each other.
	 *
	 * @param picture one, in 0..255
	 * @param labels of the channels
	 */
	public static ImagePlus composite(final Pixels picture, final List<String> labels,
		final String title) {
		final ImageStack stack = new ImageStack(picture.width(), picture.height());
		final List<Tensor> all = of(picture.values());
		for (int channel = 0; channel < all.size(); channel++)
			stack.addSlice(labels.get(channel), PixelType.GREY_8.processor(all.get(channel)));
		final ImagePlus plain = new ImagePlus(title, stack);
		plain.setDimensions(all.size(), 1, 1);
		// ImageJ lays up to seven over each other.
		final boolean few = all.size() <= CompositeImage.MAX_CHANNELS;
		final CompositeImage image =
			new CompositeImage(plain, few ? CompositeImage.COMPOSITE : CompositeImage.GRAYSCALE);
		image.setOpenAsHyperStack(true);
		return image;
	}
}
