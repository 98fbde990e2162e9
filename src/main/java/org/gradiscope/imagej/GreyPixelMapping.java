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
import ij.process.ImageStatistics;

import java.util.List;
import java.util.function.IntFunction;

import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;

/**
 * Grey levels as they are stored, cut to the display range as on the screen; where the colour table is
 * inverted, the other way round: {@code min + max - v}.
 */
final class GreyPixelMapping implements PixelMapping {

	private final ImagePlus image;
	private final IntFunction<ValueRange> ranges;
	private final boolean inverted;
	private final boolean cut;

	private GreyPixelMapping(final ImagePlus image, final IntFunction<ValueRange> ranges,
		final boolean inverted, final boolean cut) {
		this.image = image;
		this.ranges = ranges;
		this.inverted = inverted;
		this.cut = cut;
	}

	static GreyPixelMapping shown(final ImagePlus image, final boolean inverted) {
		return new GreyPixelMapping(image, slice -> DisplayRange.of(image, slice), inverted, true);
	}

	/** Grey levels of any brightness, from the darkest to the brightest that there is or that is shown. */
	static GreyPixelMapping levels(final ImagePlus image) {
		return new GreyPixelMapping(image, slice -> {
			final ValueRange shown = DisplayRange.of(image, slice);
			final ImageStatistics all = image.getStack().getProcessor(slice).getStats();
			return new ValueRange((float) Math.min(shown.min(), all.min),
				(float) Math.max(shown.max(), all.max));
		}, false, false);
	}

	/** Numbers that mean what they are, not what the screen shows. */
	static GreyPixelMapping numbers(final ImagePlus image, final ValueRange range) {
		return new GreyPixelMapping(image, slice -> range, false, false);
	}

	@Override
	public PixelType type() {
		return PixelType.of(image);
	}

	@Override
	public ValueRange range(final int picture) {
		return ranges.apply(picture);
	}

	@Override
	public Tensor read(final int picture, final Region region) {
		return read(picture, List.of(region.crop(image.getStack().getProcessor(picture))));
	}

	@Override
	public Tensor read(final int picture, final List<ImageProcessor> stored) {
		final ValueRange range = range(picture);
		final Tensor values = ImagePixels.read(stored.get(0), range).values();
		for (int i = 0; i < values.size(); i++)
			values.data()[i] = turned(cut ? range.clamp(values.data()[i]) : values.data()[i], range);
		return values;
	}

	/** From what is stored to what is seen, and back. */
	private float turned(final float value, final ValueRange range) {
		return inverted ? (float) ((double) range.min() + range.max() - value) : value;
	}

	@Override
	public List<ImageProcessor> write(final int picture, final Region region, final Tensor changed) {
		final ValueRange range = range(picture);
		final ImageProcessor whole = image.getStack().getProcessor(picture).duplicate();
		final ImageProcessor part = region.crop(whole);
		final Tensor before = read(picture, List.of(part));
		final Tensor stored = ImagePixels.read(part, range).values();
		for (int i = 0; i < stored.size(); i++)
			if (changed.data()[i] != before.data()[i])
				stored.data()[i] = turned(changed.data()[i], range);
		whole.insert(type().processor(stored), region.left(), region.top());
		return List.of(whole);
	}

	@Override
	public Tensor unclipped(final int picture, final Region region) {
		final ValueRange range = range(picture);
		final Tensor within =
			ImagePixels.read(region.crop(image.getStack().getProcessor(picture)), range).values();
		for (int i = 0; i < within.size(); i++)
			within.data()[i] = !cut || range.clamp(within.data()[i]) == within.data()[i] ? 1 : 0;
		return within;
	}

	@Override
	public String description() {
		if (!cut) return "the image's own numbers, whatever the display range";
		final String range =
			image.isComposite() ? "each channel's display range" : "the display range " + range(1);
		return image.getBitDepth() + "-bit grey levels, from black to white in " + range +
			(inverted ? ", inverted by the lookup table" : "");
	}
}
