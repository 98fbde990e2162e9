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
package org.gradiscope.attribution;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.gradiscope.engine.Network;
import org.gradiscope.model.store.ModelStore;
import org.gradiscope.objective.Objective;
import org.gradiscope.objective.Objectives;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.testing.Micropatterns;
import org.gradiscope.testing.SharedFiles;

/**
 * What scripts/reference/saliency.py wrote about a network.
 *
 * @param side of the image, in pixels
 * @param target the class whose logit is the objective
 * @param layer of the class activation maps
 * @param range that the network takes
 * @param figures of each method's map: sum, norm, smallest, largest; and samples
 */
record Reference(String network, int side, int target, String layer, ValueRange range,
	Map<String, double[][]> figures) {

	static final List<String> NETWORKS = List.of(ModelStore.EMBEDDED, "cifar10-resnet8",
		"mobilenet-v1-0.25-224", "mobilenet-v2-1.0-224");

	private static final Pattern HEADER =
		Pattern.compile("# side (\\d+), class (\\d+), layer (\\S+), range (\\S+) (\\S+)");

	static Reference of(final String network) {
		try (InputStream file = Reference.class.getResourceAsStream(network + ".txt")) {
			final List<String> lines =
				new String(file.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
			final Matcher header = HEADER.matcher(lines.get(1));
			if (!header.matches()) throw new IOException("no header, but " + lines.get(1));
			final Map<String, double[][]> figures = new LinkedHashMap<>();
			for (final String line : lines.subList(2, lines.size())) {
				final String[] parts = line.split(" \\| ");
				figures.put(parts[0], new double[][] { numbers(parts[1]), numbers(parts[2]) });
			}
			return new Reference(network, Integer.parseInt(header.group(1)),
				Integer.parseInt(header.group(2)), header.group(3),
				new ValueRange(Float.parseFloat(header.group(4)), Float.parseFloat(header.group(5))),
				figures);
		}
		catch (final IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	private static double[] numbers(final String text) {
		return Arrays.stream(text.split(" ")).mapToDouble(Double::parseDouble).toArray();
	}

	/** The embedded network is always there; without another one the test is skipped. */
	Network open() {
		if (network.equals(ModelStore.EMBEDDED)) return Micropatterns.open();
		return SharedFiles.open(network, range);
	}

	Objective objective() {
		return Objectives.logit(target);
	}

	/** The image of the script's formula. */
	Pixels image() {
		final Tensor image = Tensor.zeros(Shape.of(1, side, side, 3));
		for (int i = 0; i < image.size(); i++) {
			final int y = i / 3 / side;
			final int x = i / 3 % side;
			image.data()[i] = (7 * y + 13 * x + 29 * (i % 3) + (y / 16 + x / 16) % 2 * 64) % 256;
		}
		return new Pixels(image, ValueRange.EIGHT_BIT);
	}

	/** Sum, norm, smallest and largest value of a map, and its samples, as the script takes them. */
	static double[][] figures(final Tensor map) {
		final double[] all = { 0, 0, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY };
		for (final float value : map.data()) {
			all[0] += value;
			all[1] += (double) value * value;
			all[2] = Math.min(all[2], value);
			all[3] = Math.max(all[3], value);
		}
		all[1] = Math.sqrt(all[1]);
		final double[] samples = new double[200];
		for (int k = 0; k < samples.length; k++)
			samples[k] = map.data()[(int) ((2L * k + 1) * map.size() / 400)];
		return new double[][] { all, samples };
	}

	static double correlation(final double[] a, final double[] b) {
		final double meanA = Arrays.stream(a).average().orElseThrow();
		final double meanB = Arrays.stream(b).average().orElseThrow();
		double ab = 0;
		double aa = 0;
		double bb = 0;
		for (int i = 0; i < a.length; i++) {
			ab += (a[i] - meanA) * (b[i] - meanB);
			aa += (a[i] - meanA) * (a[i] - meanA);
			bb += (b[i] - meanB) * (b[i] - meanB);
		}
		return ab / Math.sqrt(aa * bb);
	}
}
