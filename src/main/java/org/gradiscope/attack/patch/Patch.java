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

package org.gradiscope.attack.patch;

import java.util.Arrays;

import org.gradiscope.attack.bound.OptionChecks;
import org.gradiscope.attack.bound.PixelFormat;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;

/**
 * What is stuck on images: a picture, and how much of what is under each of its pixels it hides.
 *
 * @param pixels {@code [1, h, w, c]}, in grey levels of the images
 * @param alpha {@code [1, h, w, 1]}, 0..1: 1 hides all, 0 nothing
 */
public record Patch(Pixels pixels, Tensor alpha) {

	/** @throws IllegalArgumentException if it is not one picture, or nothing of it hides anything */
	public Patch {
		final Shape one = Shape.of(1, pixels.height(), pixels.width(), 1);
		OptionChecks.require(!pixels.isVolume() && alpha.shape().equals(one),
			"a patch of one picture, [1, h, w, c], and its alpha, " + one,
			pixels.shape() + " and " + alpha.shape());
		boolean any = false;
		for (final float value : alpha.data())
			any |= value > 0;
		OptionChecks.require(any, "a patch that hides something", "an alpha of 0 everywhere");
	}

	/**
	 * One in middle grey.
	 *
	 * @param alpha {@code [1, h, w, 1]}, 0..1
	 */
	public static Patch grey(final Tensor alpha, final int channels, final ValueRange range) {
		final Tensor values = Tensor.zeros(alpha.shape().with(3, channels));
		Arrays.fill(values.data(), range.min() + range.extent() / 2);
		return new Patch(new Pixels(values, range), alpha);
	}

	/** Other values of the same shape. */
	public Patch with(final Tensor values) {
		return new Patch(pixels.with(values), alpha);
	}

	/** As a file of that format holds it. */
	public Patch stored(final PixelFormat format) {
		final Tensor stored = pixels.values().copy();
		for (int i = 0; i < stored.size(); i++)
			stored.data()[i] = format.stored(stored.data()[i]);
		return with(stored);
	}

	/** In pixels. */
	public int height() {
		return pixels.height();
	}

	/** In pixels. */
	public int width() {
		return pixels.width();
	}

	/** The values of a pixel. */
	public int channels() {
		return pixels.channels();
	}

	/** In which the values live. */
	public ValueRange range() {
		return pixels.range();
	}

	/** How many pixels it hides, parts of them added up. */
	public double area() {
		double area = 0;
		for (final float value : alpha.data())
			area += value;
		return area;
	}

	/** Whether a pixel hides anything. */
	boolean isInside(final int pixel) {
		return alpha.data()[pixel] > 0;
	}
}
