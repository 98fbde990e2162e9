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

package org.gradiscope.attack;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import javax.imageio.ImageIO;

import org.gradiscope.engine.Network;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.testing.SharedFiles;
import org.junit.jupiter.params.provider.Arguments;

/**
 * What scripts/reference/blackbox.py or decisions.py wrote about a network.
 *
 * @param range that the network takes
 * @param crops of photographs
 * @param runs of attacks on these
 */
record BlackBoxReference(String network, int side, ValueRange range, List<Crop> crops,
	List<Run> runs) {

	private static final Pattern HEADER =
		Pattern.compile("# network (\\S+), side (\\d+), range (\\S+) (\\S+)");

	/**
	 * A part of a photograph.
	 *
	 * @param block so many pixels, along each side, become one
	 * @param label the class that the network gives it
	 */
	record Crop(String photograph, int left, int top, int block, int label) {

		static Crop of(final String text) {
			final String[] parts = text.split(" ");
			return new Crop(parts[0], Integer.parseInt(parts[1]), Integer.parseInt(parts[2]),
				Integer.parseInt(parts[3]), Integer.parseInt(parts[4]));
		}
	}

	/**
	 * An attack on the first of the crops, by the other program.
	 *
	 * @param options numbers by their names
	 * @param shares of the crops that were fooled, or nearer than the option "under", by the number of queries
	 * @param medians of the L2 of those that were fooled, or of all distances, by the number of queries
	 */
	record Run(String method, Map<String, Double> options, Map<Integer, Double> shares,
		Map<Integer, Double> medians) {

		static Run of(final String[] parts) {
			return new Run(parts[1],
				Arrays.stream(parts[2].split(" ")).map(option -> option.split("="))
					.collect(Collectors.toMap(option -> option[0], option -> Double.valueOf(option[1]))),
				byQueries(parts[3]), byQueries(parts[4]));
		}

		private static Map<Integer, Double> byQueries(final String text) {
			final Map<Integer, Double> figures = new LinkedHashMap<>();
			for (final String figure : text.split(" "))
				figures.put(Integer.valueOf(figure.split(":")[0]), Double.valueOf(figure.split(":")[1]));
			return figures;
		}

		double option(final String name) {
			return options.get(name);
		}

		int count(final String name) {
			return (int) option(name);
		}

		@Override
		public String toString() {
			return method + " " + options;
		}
	}

	static double median(final List<Double> numbers) {
		final List<Double> sorted = numbers.stream().sorted().toList();
		return (sorted.get((sorted.size() - 1) / 2) + sorted.get(sorted.size() / 2)) / 2;
	}

	/** All runs of some files, each with the file's name. */
	static Stream<Arguments> runs(final String... files) {
		return Stream.of(files)
			.flatMap(name -> of(name).runs().stream().map(run -> Arguments.of(name, run)));
	}

	static BlackBoxReference of(final String name) {
		try (InputStream file = BlackBoxReference.class.getResourceAsStream(name + ".txt")) {
			final List<String> lines =
				new String(file.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
			final Matcher header = HEADER.matcher(lines.get(1));
			if (!header.matches()) throw new IOException("no header, but " + lines.get(1));
			return new BlackBoxReference(header.group(1), Integer.parseInt(header.group(2)),
				new ValueRange(Float.parseFloat(header.group(3)), Float.parseFloat(header.group(4))),
				parts(lines, "crop").map(parts -> Crop.of(parts[1])).toList(),
				parts(lines, "run").map(Run::of).toList());
		}
		catch (final IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	private static Stream<String[]> parts(final List<String> lines, final String first) {
		return lines.stream().map(line -> line.split(" \\| ")).filter(parts -> parts[0].equals(first));
	}

	/** Without the network the test is skipped. */
	Network open() {
		return SharedFiles.open(network, range);
	}

	/** The first of the crops, {@code [n, side, side, 3]}; without the photographs the test is skipped. */
	Pixels images(final int count) throws IOException {
		return images(crops.subList(0, count), side);
	}

	/** Crops, {@code [n, side, side, 3]}; without the photographs the test is skipped. */
	static Pixels images(final List<Crop> crops, final int side) throws IOException {
		final Map<String, BufferedImage> photographs = new HashMap<>();
		final List<Tensor> images = new ArrayList<>();
		for (final Crop crop : crops) {
			if (!photographs.containsKey(crop.photograph))
				photographs.put(crop.photograph, ImageIO.read(SharedFiles.image(crop.photograph).toFile()));
			images.add(AttackReference
				.blocks(photographs.get(crop.photograph), crop.left, crop.top, side, crop.block).values());
		}
		return new Pixels(Tensor.batch(images), ValueRange.EIGHT_BIT);
	}
}
