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

package org.gradiscope.model.format;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * An axis of an input in a description of the BioImage Model Zoo.
 *
 * @param letter b, c, y, x, z, t or i
 * @param id its name in format 0.5
 * @param size the number of positions, or the smallest
 * @param step what can be added to the size; 0 where it is fixed
 * @param names of the channels; empty where there are none
 */
record BioImageAxis(char letter, String id, int size, int step, List<String> names) {

	/** Those that networks are run with. */
	private static final List<String> RUN = List.of("byxc", "bxyc", "bcyx", "bcxy");

	/** Of time series, x the time and y the features. */
	private static final List<String> SERIES = List.of("bxy", "byx");
	/** Of volumes: the letters of pictures and z, in any order. */
	private static final String VOLUME = "bcxyz";

	boolean isSpatial() {
		return "zyx".indexOf(letter) >= 0;
	}

	/** The axes of an input: a word and a shape in format 0.4, a list of mappings in 0.5. */
	static List<BioImageAxis> of(final YamlSection input) {
		return input.get("axes") instanceof List ? ofList(input) : ofWord(input);
	}

	private static List<BioImageAxis> ofWord(final YamlSection input) {
		final String word = input.text("axes");
		final boolean fixed = input.get("shape") instanceof List;
		final int[] sizes = fixed ? input.wholes("shape") : input.section("shape").wholes("min");
		final int[] steps = fixed ? new int[sizes.length] : input.section("shape").wholes("step");
		if (sizes.length != word.length() || steps.length != word.length())
			throw new IllegalArgumentException("The input has the " + word.length() + " axes '" + word +
				"', but a shape of " + sizes.length + " sizes and " + steps.length + " steps.");
		final List<BioImageAxis> axes = new ArrayList<>();
		for (int i = 0; i < sizes.length; i++)
			axes
				.add(new BioImageAxis(word.charAt(i), "" + word.charAt(i), sizes[i], steps[i], List.of()));
		return axes;
	}

	private static List<BioImageAxis> ofList(final YamlSection input) {
		final List<YamlSection> sections = input.sections("axes");
		return sections.stream().map(axis -> of(axis, sections)).toList();
	}

	private static BioImageAxis of(final YamlSection axis, final List<YamlSection> all) {
		final String type = axis.text("type", "");
		switch (type) {
			case "batch":
				return new BioImageAxis('b', "batch", 1, 0, List.of());
			case "channel":
				final List<String> names = axis.texts("channel_names");
				return new BioImageAxis('c', axis.text("id", "channel"), names.size(), 0, names);
			case "space":
				final String id = axis.text("id", "x");
				return sized(id.length() == 1 ? id.charAt(0) : 'i', id, axis, all);
			case "time":
				return sized('t', axis.text("id", "time"), axis, all);
			case "index":
				return sized('i', axis.text("id", "index"), axis, all);
			default:
				throw new IllegalArgumentException(
					"An axis of the input has the type '" + type + "', but it is one of " +
						Arrays.asList("batch", "channel", "space", "time", "index") + ".");
		}
	}

	/** The size: a number, a smallest one and a step, or that of another axis of the same input. */
	private static BioImageAxis sized(final char letter, final String id, final YamlSection axis,
		final List<YamlSection> all) {
		if (!axis.has("size") || axis.get("size") instanceof Integer)
			return new BioImageAxis(letter, id, axis.whole("size", 0), 0, List.of());
		final YamlSection size = axis.section("size");
		if (size.has("min"))
			return new BioImageAxis(letter, id, size.whole("min", 1), size.whole("step", 1), List.of());
		final BioImageAxis other = all.stream()
			.filter(a -> a != axis && a.text("id", "").equals(size.text("axis_id", "?")) && !refers(a))
			.findFirst().map(a -> sized(letter, id, a, all))
			.orElseThrow(() -> new IllegalArgumentException(
				"The size of the axis '" + id + "' depends on another tensor: " + axis.get("size") +
					"; a number or a smallest one and a " + "step can be read."));
		return new BioImageAxis(letter, id, other.size + size.whole("offset", 0), other.step,
			List.of());
	}

	private static boolean refers(final YamlSection axis) {
		return axis.get("size") instanceof Map && axis.section("size").has("axis_id");
	}

	/**
	 * Those of a descriptor of our own, which may be for time series too.
	 *
	 * @throws IllegalArgumentException as {@link #checked}
	 */
	static String stated(final String axes) {
		return SERIES.contains(axes) ? axes : checked(axes);
	}

	/**
	 * @return the axes
	 * @throws IllegalArgumentException if they are not b, y, x and c, or the batch is not first
	 */
	static String checked(final String axes) {
		final String sorted =
			axes.chars().sorted().mapToObj(c -> "" + (char) c).reduce("", String::concat);
		if (RUN.contains(axes) || sorted.equals(VOLUME) && axes.startsWith("b")) return axes;
		throw new IllegalArgumentException("The input's axes are '" + axes + "', but " +
			(sorted.equals("bcxy") || sorted.equals(VOLUME)
				? "the batch comes first, as in byxc, bxyc, bcyx or bcxy, and of volumes bzyxc"
				: "only images with the axes b, y, x and c, and volumes with z too, are run") +
			"; if the network takes one of those all the same, say so as 'axes' of the input in " +
			"gradiscope.yaml.");
	}
}
