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

package org.gradiscope.model;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * The channels that a network takes, in their order: those of grey or coloured pictures, or others, such
 * as stains, of which an image has as many.
 *
 * @param word in a descriptor, for example {@code rgb}; empty of others
 * @param names of the channels; of others that nothing names, their numbers from 0
 */
public record Channels(String word, List<String> names) {

	public static final Channels GREY = new Channels("grey", List.of("grey"));
	public static final Channels RGB = new Channels("rgb", List.of("red", "green", "blue"));
	public static final Channels BGR = new Channels("bgr", List.of("blue", "green", "red"));
	/** Red, green, blue, and an alpha that is opaque everywhere. */
	public static final Channels RGBA =
		new Channels("rgba", List.of("red", "green", "blue", "alpha"));

	private static final List<Channels> WORDS = List.of(GREY, RGB, BGR, RGBA);

	/** Most that a network is thought to take; more are no image. */
	private static final int MOST = 4096;

	/** @throws IllegalArgumentException if there is none, or two have one name */
	public Channels {
		names = List.copyOf(names);
		if (names.isEmpty() || names.size() > MOST) throw new IllegalArgumentException(
			"A network takes 1 to " + MOST + " channels, but " + names.size() + " were given.");
		if (names.stream().map(name -> name.toLowerCase(Locale.ROOT)).distinct().count() < names.size())
			throw new IllegalArgumentException(
				"Each channel has a name of its own, but " + names + " was given.");
	}

	/** Others than those of a picture, by their names. */
	public static Channels named(final List<String> names) {
		return new Channels("", names);
	}

	/** So many others than those of a picture, which nothing names. */
	public static Channels of(final int count) {
		return named(IntStream.range(0, count).mapToObj(String::valueOf).toList());
	}

	/**
	 * What a word means: {@code grey}, {@code rgb}, {@code bgr}, {@code rgba}, or a number of others.
	 *
	 * @throws IllegalArgumentException if it means nothing
	 */
	public static Channels parse(final String text) {
		for (final Channels known : WORDS)
			if (known.word.equalsIgnoreCase(text.strip())) return known;
		if (text.strip().matches("\\d{1,4}")) return of(Integer.parseInt(text.strip()));
		throw new IllegalArgumentException(
			"The channels are " + String.join(", ", WORDS.stream().map(Channels::word).toList()) +
				", their number, or a list of their names, but '" + text + "' was given.");
	}

	public int count() {
		return names.size();
	}

	/** Whether they are red, green and blue, in this or the other order. */
	public boolean isColour() {
		return equals(RGB) || equals(BGR);
	}

	/** Whether they are others than those of a grey or a coloured picture. */
	public boolean areOthers() {
		return word.isEmpty();
	}

	/** Whether they are others that have names. */
	public boolean areNamed() {
		return areOthers() && !equals(of(count()));
	}

	/** How many channels of an image a picture that is drawn for the network has. */
	public int drawn() {
		return areOthers() ? count() : equals(GREY) ? 1 : 3;
	}

	/**
	 * Returns if an image of so many channels can be given: of pictures grey or coloured ones, which become
	 * one another, of others as many as there are.
	 *
	 * @param network its name
	 * @throws IllegalArgumentException with what is expected, what came, and the remedy
	 */
	public void check(final int given, final String network) {
		if (areOthers() ? given == count() : given == 1 || given == 3) return;
		throw new IllegalArgumentException(areOthers() ? network + " takes images of " + count() +
			" channels" + (areNamed() ? " (" + String.join(", ", names) + ")" : "") + ", but one of " +
			given +
			" was given; put them together (Image > Color > Merge Channels..., or Image > Hyperstacks > " +
			"Stack to Hyperstack...)."
			: "A network takes images of 1 channel (grey) or 3 (colour), but " + given + " were given; " +
				network + " takes " + word + "." + (given == count() ? " " + remedy() : ""));
	}

	/** What to do where the channels are others after all. */
	public String remedy() {
		return "If its channels are others than those of a picture, state their number in gradiscope.yaml " +
			"(input: {channels: " + count() + "}), or their names.";
	}

	/** The word in a descriptor, for example {@code rgb}; the names of others, or their number. */
	@Override
	public String toString() {
		return !areOthers() ? word : areNamed() ? String.join(", ", names) : count() + " channels";
	}
}
