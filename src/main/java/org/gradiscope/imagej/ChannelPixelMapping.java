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

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.gradiscope.attack.bound.PixelFormat;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;

/**
 * Each channel of an image as a channel of the network, from black to white in its own display range. Where
 * these differ, what is seen is counted in 256 levels of each channel's range, so that one range holds for
 * all: a value {@code v} is seen as {@code 255 (v - min) / (max - min)}.
 *
 * @param image whose channels they are
 * @param each a slice by itself
 * @param order which channel of the image each of the network's is, from 0
 * @param names of the network's channels
 * @param levels whether values are seen as they are stored, whatever the display ranges
 * @param description of the order
 */
record ChannelPixelMapping(ImagePlus image, GreyPixelMapping each, int[] order, List<String> names,
	boolean levels, String description) implements PixelMapping {

	/** In the display ranges of the channels. */
	static ChannelPixelMapping of(final ImagePlus image, final ChannelOrder order,
		final List<String> names, final boolean levels) {
		final GreyPixelMapping each =
			levels ? GreyPixelMapping.levels(image) : GreyPixelMapping.shown(image, false);
		return new ChannelPixelMapping(image, each, order.order(),
			names.stream().map(name -> name.matches("\\d+") ? "channel " + name : name).toList(), levels,
			order.description());
	}

	@Override
	public PixelType type() {
		return each.type();
	}

	@Override
	public int channels() {
		return order.length;
	}

	/** Levels of 256 are none that are stored. */
	@Override
	public PixelFormat format() {
		return isScaled(1) ? PixelFormat.FLOAT32 : type().format();
	}

	/** The slice of one of the network's channels. */
	private int slice(final int picture, final int channel) {
		return (picture - 1) * image.getNChannels() + order[channel] + 1;
	}

	private ValueRange own(final int picture, final int channel) {
		return each.range(slice(picture, channel));
	}

	private boolean isScaled(final int picture) {
		return !levels && ranges(picture).size() > 1;
	}

	private Set<ValueRange> ranges(final int picture) {
		final List<ValueRange> ranges = new ArrayList<>();
		for (int channel = 0; channel < order.length; channel++)
			ranges.add(own(picture, channel));
		return ranges.stream().collect(Collectors.toSet());
	}

	@Override
	public ValueRange range(final int picture) {
		if (isScaled(picture)) return ValueRange.EIGHT_BIT;
		float low = Float.POSITIVE_INFINITY;
		float high = Float.NEGATIVE_INFINITY;
		for (final ValueRange range : ranges(picture)) {
			low = Math.min(low, range.min());
			high = Math.max(high, range.max());
		}
		return new ValueRange(low, high);
	}

	@Override
	public Tensor read(final int picture, final Region region) {
		final Tensor all = Tensor.zeros(Shape.of(1, region.height(), region.width(), order.length));
		for (int channel = 0; channel < order.length; channel++)
			put(each.read(slice(picture, channel), region), picture, channel, all);
		return all;
	}

	@Override
	public Tensor read(final int picture, final List<ImageProcessor> stored) {
		final ImageProcessor first = stored.get(0);
		final Tensor all = Tensor.zeros(Shape.of(1, first.getHeight(), first.getWidth(), order.length));
		for (int channel = 0; channel < order.length; channel++)
			put(each.read(slice(picture, channel), List.of(stored.get(order[channel]))), picture, channel,
				all);
		return all;
	}

	private void put(final Tensor one, final int picture, final int channel, final Tensor all) {
		final ValueRange from = own(picture, channel);
		final ValueRange to = range(picture);
		final boolean scaled = isScaled(picture);
		for (int i = 0; i < one.size(); i++)
			all.data()[i * order.length + channel] =
				scaled ? scaled(one.data()[i], from, to) : one.data()[i];
	}

	/** The same place in another range. */
	private static float scaled(final float value, final ValueRange from, final ValueRange to) {
		return (float) (to.min() + ((double) value - from.min()) / from.extent() * to.extent());
	}

	@Override
	public List<ImageProcessor> write(final int picture, final Region region, final Tensor changed) {
		final List<ImageProcessor> all = new ArrayList<>();
		for (int i = 1; i <= image.getNChannels(); i++)
			all.add(image.getStack().getProcessor((picture - 1) * image.getNChannels() + i).duplicate());
		final Tensor before = read(picture, region);
		final boolean scaled = isScaled(picture);
		final ValueRange range = range(picture);
		for (int channel = 0; channel < order.length; channel++) {
			final int slice = slice(picture, channel);
			final ValueRange own = own(picture, channel);
			final Tensor one = each.read(slice, region);
			for (int i = 0; i < one.size(); i++) {
				final int at = i * order.length + channel;
				if (changed.data()[at] != before.data()[at])
					one.data()[i] = scaled ? scaled(changed.data()[at], range, own) : changed.data()[at];
			}
			all.set(order[channel], each.write(slice, region, one).get(0));
		}
		return all;
	}

	@Override
	public Tensor unclipped(final int picture, final Region region) {
		final Tensor all = Tensor.zeros(Shape.of(1, region.height(), region.width(), order.length));
		for (int channel = 0; channel < order.length; channel++) {
			final Tensor one = each.unclipped(slice(picture, channel), region);
			for (int i = 0; i < one.size(); i++)
				all.data()[i * order.length + channel] = one.data()[i];
		}
		return all;
	}

	@Override
	public String description() {
		if (levels) return description + ", the grey levels of the file";
		return description + ", each from black to white in its display range" +
			(isScaled(1) ? ", counted in levels of 0 to 255 of it" : " " + range(1));
	}

	@Override
	public boolean equals(final Object other) {
		return other instanceof final ChannelPixelMapping mapping && image == mapping.image &&
			Arrays.equals(order, mapping.order);
	}

	@Override
	public int hashCode() {
		return 31 * image.hashCode() + Arrays.hashCode(order);
	}

	@Override
	public String toString() {
		return description();
	}
}
