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

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.gradiscope.model.Channels;

/**
 * Which channels of an image are those that a network takes: by their names, which the labels of the slices
 * hold, or else in their order.
 *
 * @param order the image's channel for each of the network's, from 0
 * @param description how it came about
 */
record ChannelOrder(int[] order, String description) {

	/**
	 * @param network its name
	 * @throws IllegalArgumentException if the image has not as many, and none of these names
	 */
	static ChannelOrder of(final ImagePlus image, final Channels wanted, final String network) {
		final int[] named = wanted.areNamed() ? byName(image, wanted.names()) : null;
		if (named != null) return new ChannelOrder(named,
			"the channels " +
				IntStream.of(named).mapToObj(c -> String.valueOf(c + 1)).collect(Collectors.joining(", ")) +
				" (" + String.join(", ", wanted.names()) + ", by the labels of the slices)");
		if (PixelType.of(image) == PixelType.RGB) throw new IllegalArgumentException(network +
			" takes images of the channels " + wanted + ", but an RGB image was given; give a " +
			"stack of them (Image > Type > RGB Stack, then Image > Hyperstacks > Stack to Hyperstack...).");
		wanted.check(image.getNChannels(), network);
		return new ChannelOrder(IntStream.range(0, wanted.count()).toArray(),
			"the " + wanted.count() + " channels in their order" + (wanted.areNamed()
				? " as " + String.join(", ", wanted.names()) + ", which no label says" : ""));
	}

	/** Each name in the label of another channel; null if one is in none, or in several. */
	private static int[] byName(final ImagePlus image, final List<String> names) {
		final List<String> labels =
			IntStream.rangeClosed(1, image.getNChannels()).mapToObj(image.getStack()::getSliceLabel)
				.map(label -> Objects.requireNonNullElse(label, "").toLowerCase(Locale.ROOT)).toList();
		final int[] order = names.stream().mapToInt(name -> only(labels, name)).toArray();
		final boolean all = IntStream.of(order).noneMatch(channel -> channel < 0) &&
			Arrays.stream(order).distinct().count() == order.length;
		return all ? order : null;
	}

	/** The only label with a name as a word of its own; -1 if there is none, or several. */
	private static int only(final List<String> labels, final String name) {
		final String word = "(?s).*(?<![a-z0-9])" +
			Pattern.quote(name.strip().toLowerCase(Locale.ROOT)) + "(?![a-z0-9]).*";
		final int[] found =
			IntStream.range(0, labels.size()).filter(i -> labels.get(i).matches(word)).toArray();
		return found.length == 1 ? found[0] : -1;
	}
}
