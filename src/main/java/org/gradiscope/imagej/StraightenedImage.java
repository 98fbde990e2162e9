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
import ij.ImageStack;
import ij.measure.Calibration;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

import org.gradiscope.style.ColourMatch;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;

/** What a picture becomes that is taken out of a photograph: of the original's type and range or, without one, of the photograph's. */
public final class StraightenedImage {

	private final PixelType type;
	private final ValueRange range;
	/** Null where there is none. */
	private final ImagePlus image;
	private final Pixels original;

	private StraightenedImage(final PixelType type, final ValueRange range, final ImagePlus image,
		final Pixels original) {
		this.type = type;
		this.range = range;
		this.image = image;
		this.original = original;
	}

	/** As the photograph is. */
	public static StraightenedImage like(final ShownImage photograph) {
		return new StraightenedImage(photograph.type(), photograph.range(photograph.current()), null,
			null);
	}

	/**
	 * As the original is.
	 *
	 * @param text the title or ID of an open image, or the path of one
	 * @param seen how an image is seen
	 * @param say told what is converted or left out of a file
	 * @throws IllegalArgumentException if there is no such image
	 */
	public static StraightenedImage like(final String text,
		final Function<ImagePlus, ShownImage> seen, final Consumer<String> say) {
		final ImagePlus image = ImageLookup.find(text, say);
		final ShownImage shown = seen.apply(image);
		final Pixels original = shown.read();
		return new StraightenedImage(shown.type(), original.range(), image, original);
	}

	/** What the network sees of the original; null where there is none. */
	public Pixels original() {
		return original;
	}

	/** What is to be said of a photograph of so many channels; empty where it keeps them. */
	public Optional<String> conversion(final int channels) {
		if (channels == type.channels()) return Optional.empty();
		return Optional.of(
			type.channels() == 1 ? "The original is grey, so of the photograph the luminance is taken."
				: "The photograph is grey, so all channels of the picture are equal.");
	}

	/** A picture of the photograph in the channels and the range of the original, as it is stored. */
	public Pixels stored(final Pixels picture) {
		final Pixels grey = type.channels() == 1 ? ColourMatch.luminance(picture) : picture;
		final Tensor values = Tensor.zeros(grey.shape().with(3, type.channels()));
		final Tensor levels = ImageLookup.levels(grey, range);
		for (int i = 0; i < values.size(); i++)
			values.data()[i] = levels.data()[i * grey.channels() / type.channels()];
		return new Pixels(type.stored(values), range);
	}

	/** The pictures as slices, displayed as the original. */
	public ImagePlus image(final List<Pixels> pictures, final String title) {
		final ImageStack stack = new ImageStack(pictures.get(0).width(), pictures.get(0).height());
		for (final Pixels picture : pictures)
			stack.addSlice(type.processor(picture.values()));
		final ImagePlus result = new ImagePlus(title, stack);
		if (type == PixelType.GREY_16 || type == PixelType.GREY_32)
			result.setDisplayRange(range.min(), range.max());
		if (image == null) return result;
		final Calibration calibration = image.getCalibration().copy();
		calibration.disableDensityCalibration();
		result.setCalibration(calibration);
		return result;
	}
}
