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
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.InflaterInputStream;

import javax.imageio.ImageIO;

import org.gradiscope.engine.Engine;
import org.gradiscope.engine.Network;
import org.gradiscope.model.Fact;
import org.gradiscope.model.Model;
import org.gradiscope.model.store.ModelStore;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.testing.Micropatterns;
import org.gradiscope.testing.SharedFiles;

/**
 * What scripts/reference/adversarial.py wrote about a network and an image.
 *
 * @param photograph the file; the embedded network's image is a drawing
 * @param side of the image, in blocks
 * @param block so many pixels of the photograph, along each side, become one
 * @param range that the network takes
 * @param attacks with what each reached; the first is the clean image
 * @param signs of what FGSM did to each value at epsilon 1
 */
public record AttackReference(String network, String photograph, int side, int block,
	ValueRange range, List<Run> attacks, byte[] signs) {

	private static final Pattern HEADER = Pattern
		.compile("# network (\\S+), image (\\S+), side (\\d+), block (\\d+), range (\\S+) (\\S+)");

	/**
	 * One attack.
	 *
	 * @param options numbers by their names
	 * @param reached the class
	 * @param loss the cross-entropy of the clean image's class
	 * @param l2 of the change
	 * @param linf of the change
	 */
	public record Run(String method, Map<String, Double> options, int reached, double loss, double l2,
		double linf) {

		static Run of(final String line) {
			final String[] parts = line.split(" \\| ");
			final double[] figures = numbers(parts[2]);
			return new Run(parts[0],
				Arrays.stream(parts[1].split(" ")).map(option -> option.split("="))
					.filter(option -> option.length == 2)
					.collect(Collectors.toMap(option -> option[0], option -> Double.parseDouble(option[1]))),
				(int) figures[0], figures[1], figures[2], figures[3]);
		}

		private static double[] numbers(final String text) {
			return Arrays.stream(text.split(" ")).mapToDouble(Double::parseDouble).toArray();
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

	public static AttackReference of(final String name) {
		try (InputStream file = AttackReference.class.getResourceAsStream(name + ".txt")) {
			final List<String> lines =
				new ArrayList<>(new String(file.readAllBytes(), StandardCharsets.UTF_8).lines().toList());
			final Matcher header = HEADER.matcher(lines.get(1));
			if (!header.matches()) throw new IOException("no header, but " + lines.get(1));
			final String signs = lines.remove(lines.size() - 1).split(" \\| ")[2];
			return new AttackReference(header.group(1), header.group(2),
				Integer.parseInt(header.group(3)), Integer.parseInt(header.group(4)),
				new ValueRange(Float.parseFloat(header.group(5)), Float.parseFloat(header.group(6))),
				lines.subList(2, lines.size()).stream().map(Run::of).toList(), unpacked(signs));
		}
		catch (final IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	/** Four in a byte, the lowest bits first: 0, 1, 2 for -1, 0, 1. */
	private static byte[] unpacked(final String text) throws IOException {
		final byte[] packed =
			new InflaterInputStream(new ByteArrayInputStream(Base64.getDecoder().decode(text)))
				.readAllBytes();
		final byte[] signs = new byte[4 * packed.length];
		for (int i = 0; i < signs.length; i++)
			signs[i] = (byte) ((packed[i / 4] >> 2 * (i % 4) & 3) - 1);
		return signs;
	}

	Run clean() {
		return attacks.get(0);
	}

	/** The embedded network is always there; without another one the test is skipped. */
	public Network open() {
		if (embedded()) return Micropatterns.open();
		final Model found =
			ModelStore.find(SharedFiles.model(network).resolve("frozen_graph.pb").toString());
		return Engine.load()
			.open(new Model(found.description().with(Fact.RANGE, range, "the test"), found.source()));
	}

	private boolean embedded() {
		return network.equals(ModelStore.EMBEDDED);
	}

	/** The middle of the image: the mean of blocks, rounded half up. */
	public Pixels image() throws IOException {
		final Path file =
			embedded() ? Path.of("test-images", photograph) : SharedFiles.image(photograph);
		final BufferedImage photo = ImageIO.read(file.toFile());
		return blocks(photo, (photo.getWidth() - side * block) / 2,
			(photo.getHeight() - side * block) / 2, side, block);
	}

	/** A part of a photograph, from its upper left corner on: the mean of blocks, rounded half up. */
	static Pixels blocks(final BufferedImage photo, final int left, final int top, final int side,
		final int block) {
		final int[] sums = new int[side * side * 3];
		for (int y = 0; y < side * block; y++)
			for (int x = 0; x < side * block; x++)
				for (int c = 0; c < 3; c++)
					sums[(y / block * side + x / block) * 3 + c] +=
						photo.getRGB(left + x, top + y) >> 8 * (2 - c) & 255;
		final Tensor image = Tensor.zeros(Shape.of(1, side, side, 3));
		for (int i = 0; i < sums.length; i++)
			image.data()[i] = (2 * sums[i] + block * block) / (2 * block * block);
		return new Pixels(image, ValueRange.EIGHT_BIT);
	}
}
