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
import ij.gui.Plot;

import java.awt.Color;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** What objects make up as bars, the strongest first, with standard errors; one picture a slice. */
public final class ObjectChart {

	/** More bars are too many names. */
	private static final int MOST = 10;
	private static final int LONGEST_NAME = 16;
	private static final int WIDTH_OF_A_LETTER = 10;

	private final Plots plots = new Plots();

	/** Adds the picture of one slice: the strongest objects, then what is no object; a line says what the others are. */
	public void add(final ObjectShares shares) {
		final List<ObjectShares.Part> parts = new ArrayList<>(shares.parts());
		parts.removeIf(part -> part.object() < 0 && part.value() == 0);
		parts.sort(Comparator.comparing((ObjectShares.Part part) -> part.object() < 0)
			.thenComparing(part -> -Math.abs(part.value())));
		final int objects = (int) parts.stream().filter(part -> part.object() >= 0).count();
		final List<ObjectShares.Part> others =
			new ArrayList<>(parts.subList(Math.min(MOST, objects), objects));
		parts.removeAll(others);
		final Plot plot = plot(parts);
		Plots.addLabel(plot,
			shares.explained() +
				(others.isEmpty() ? "" : String.format(Locale.ROOT, "; %d others together: %.3g",
					others.size(), others.stream().mapToDouble(ObjectShares.Part::value).sum())));
		plots.add(shares.picture(), plot);
	}

	private static Plot plot(final List<ObjectShares.Part> parts) {
		final List<String> names = names(parts);
		final Plot plot = Plots.plot("{" + String.join(",", names) + "}", "Share of the score");
		final int longest = names.stream().mapToInt(String::length).max().orElse(0);
		plot.setFrameSize(Math.max(Plots.WIDTH, (longest + 4) * WIDTH_OF_A_LETTER * parts.size()),
			Plots.HEIGHT);
		addBars(plot, parts, 1, new Color(214, 80, 70));
		addBars(plot, parts, -1, new Color(70, 130, 180));
		setLimits(plot, parts);
		return plot;
	}

	/** Of one sign, the others being 0: each has its colour. */
	private static void addBars(final Plot plot, final List<ObjectShares.Part> parts, final int sign,
		final Color colour) {
		final double[] positions = IntStream.range(0, parts.size()).asDoubleStream().toArray();
		final double[] heights =
			parts.stream().mapToDouble(part -> part.value() * sign > 0 ? part.value() : 0).toArray();
		plot.setColor(Color.DARK_GRAY, colour);
		plot.add("separated bar", positions, heights);
		plot.setColor(Color.BLACK);
		plot.addErrorBars(IntStream.range(0, parts.size())
			.mapToDouble(
				n -> heights[n] == 0 || Double.isNaN(parts.get(n).error()) ? 0 : parts.get(n).error())
			.toArray());
	}

	private static void setLimits(final Plot plot, final List<ObjectShares.Part> parts) {
		double least = 0;
		double most = 0;
		for (final ObjectShares.Part part : parts) {
			final double error = Double.isNaN(part.error()) ? 0 : part.error();
			least = Math.min(least, part.value() - error);
			most = Math.max(most, part.value() + error);
		}
		final double margin = Math.max(1e-12, 0.05 * (most - least));
		plot.setLimits(-0.5, parts.size() - 0.5, least == 0 ? 0 : least - margin,
			most == 0 ? 0 : most + 3 * margin);
	}

	/** Commas and braces would end a name. */
	private static List<String> names(final List<ObjectShares.Part> parts) {
		return parts.stream().map(part -> part.name().replaceAll("[,{}]", " ").strip())
			.map(name -> name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME - 1) + "…")
			.toList();
	}

	/** All pictures. */
	public ImagePlus render(final String title) {
		return plots.image(title);
	}
}
