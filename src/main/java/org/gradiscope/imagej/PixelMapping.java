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

import ij.process.ImageProcessor;

import java.awt.Rectangle;
import java.awt.image.IndexColorModel;
import java.util.Arrays;
import java.util.List;

import org.gradiscope.attack.bound.PixelFormat;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;

/**
 * How the pixels of an image become what a network sees, and how what becomes of that is stored again.
 * Another mapping is another implementation; {@link ShownImage} chooses.
 */
interface PixelMapping {

	/** Of what is seen, and so of what filters make of it. */
	PixelType type();

	/** How many channels are seen. */
	default int channels() {
		return type().channels();
	}

	/** What a value that is seen can be once it is stored. */
	default PixelFormat format() {
		return type().format();
	}

	/** What is seen as darkest and brightest of a picture, counted from 1. */
	ValueRange range(int picture);

	/** What is seen of a part of a picture: {@code [1, h, w, c]}, within the range. */
	Tensor read(int picture, Region region);

	/** What is seen of processors that {@link #write} made, or of parts of them. */
	Tensor read(int picture, List<ImageProcessor> stored);

	/**
	 * A whole picture with other values within a region. Where these are as they were, what is stored is too,
	 * even if that is outside of the range.
	 *
	 * @param changed of the shape of what is seen there
	 * @return in the type of this mapping: one processor, or one for each channel of the image
	 */
	List<ImageProcessor> write(int picture, Region region, Tensor changed);

	/** Whether a value that is seen is the end of the range for one beyond it: 1 where it is not, 0 where it is. */
	Tensor unclipped(int picture, Region region);

	/** In one line, for the recipe. */
	String description();

	/**
	 * Pictures in the 256 levels of the screen: colours, or greys that no range tells.
	 *
	 * @param type RGB, or 8 bits
	 * @param renderer of parts of the pictures
	 * @param description what is rendered
	 */
	record RenderedPixelMapping(PixelType type, Renderer renderer, String description)
		implements PixelMapping {

		/** Gives a part of a picture as the screen shows it. */
		@FunctionalInterface
		interface Renderer {

			/**
			 * @param picture counted from 1
			 * @param bounds in pixels of the image
			 * @return RGB or 8-bit, its own
			 */
			ImageProcessor render(int picture, Rectangle bounds);
		}

		@Override
		public ValueRange range(final int picture) {
			return ValueRange.EIGHT_BIT;
		}

		@Override
		public Tensor read(final int picture, final Region region) {
			return read(picture, List.of(renderer.render(picture, region.bounds())));
		}

		@Override
		public Tensor read(final int picture, final List<ImageProcessor> stored) {
			return ImagePixels.read(stored.get(0), ValueRange.EIGHT_BIT).values();
		}

		@Override
		public List<ImageProcessor> write(final int picture, final Region region,
			final Tensor changed) {
			final ImageProcessor whole = renderer.render(picture, region.ofImage());
			whole.insert(type.processor(changed), region.left(), region.top());
			return List.of(whole);
		}

		@Override
		public Tensor unclipped(final int picture, final Region region) {
			final Tensor within =
				Tensor.zeros(Shape.of(1, region.height(), region.width(), type.channels()));
			Arrays.fill(within.data(), 1);
			return within;
		}
	}

	/** What a colour table (LUT) makes of grey levels on the screen. */
	enum LutType {

		/** From black to white, level by level. */
		GREY,

		/** From white to black. */
		INVERTED,

		/** Greys in another order, such as those of a palette or of a gamma curve. */
		GREYS,

		/** At least one colour. */
		COLOURS;

		private static final int LEVELS = 256;

		/** @param table with or without all of 256 entries */
		static LutType of(final IndexColorModel table) {
			boolean grey = true;
			boolean ascending = table.getMapSize() == LEVELS;
			boolean descending = ascending;
			for (int i = 0; i < table.getMapSize(); i++) {
				final int red = table.getRed(i);
				grey &= red == table.getGreen(i) && red == table.getBlue(i);
				ascending &= red == i;
				descending &= red == LEVELS - 1 - i;
			}
			if (!grey) return COLOURS;
			return ascending ? GREY : descending ? INVERTED : GREYS;
		}

		/** What all of a composite's channels have in common. */
		LutType and(final LutType other) {
			if (this == other) return this;
			return this == COLOURS || other == COLOURS ? COLOURS : GREYS;
		}
	}
}
