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
import java.util.Arrays;

import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;

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
		return read(picture, renderer.render(picture, region.bounds()));
	}

	@Override
	public Tensor read(final int picture, final ImageProcessor stored) {
		return ImagePixels.read(stored, ValueRange.EIGHT_BIT).values();
	}

	@Override
	public ImageProcessor write(final int picture, final Region region, final Tensor changed) {
		final ImageProcessor whole = renderer.render(picture, region.ofImage());
		whole.insert(type.processor(changed), region.left(), region.top());
		return whole;
	}

	@Override
	public Tensor unclipped(final int picture, final Region region) {
		final Tensor within =
			Tensor.zeros(Shape.of(1, region.height(), region.width(), type.channels()));
		Arrays.fill(within.data(), 1);
		return within;
	}
}
