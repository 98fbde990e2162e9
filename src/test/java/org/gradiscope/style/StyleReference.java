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

package org.gradiscope.style;

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
import org.gradiscope.optimize.Climber;
import org.gradiscope.parameterization.Basis;
import org.gradiscope.parameterization.ColourBasis;
import org.gradiscope.parameterization.Parameterization;
import org.gradiscope.style.StyleOptions.Statistic;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.testing.SharedFiles;

/**
 * What scripts/reference/style.py wrote about a network.
 *
 * @param height of the picture, in pixels
 * @param width of the picture, in pixels
 * @param range that the network takes
 * @param figures of each statistic: the loss at the start, the norm of its gradient and the loss after
 *          50 steps; and samples of the gradient
 */
record StyleReference(String network, int height, int width, ValueRange range,
	Map<Statistic, double[][]> figures) {

	private static final Pattern HEADER =
		Pattern.compile("# height (\\d+), width (\\d+), range (\\S+) (\\S+)");

	static StyleReference of(final String network) {
		try (InputStream file = StyleReference.class.getResourceAsStream(network + ".txt")) {
			final List<String> lines =
				new String(file.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
			final Matcher header = HEADER.matcher(lines.get(1));
			if (!header.matches()) throw new IOException("no header, but " + lines.get(1));
			final Map<Statistic, double[][]> figures = new LinkedHashMap<>();
			for (final Statistic statistic : Statistic.values()) {
				final String[] parts = lines.get(2 + statistic.ordinal()).split(" \\| ");
				if (!parts[0].equals(statistic.toString())) throw new IOException("no " + statistic);
				figures.put(statistic, new double[][] { numbers(parts[1]), numbers(parts[2]) });
			}
			return new StyleReference(network, Integer.parseInt(header.group(1)),
				Integer.parseInt(header.group(2)),
				new ValueRange(Float.parseFloat(header.group(3)), Float.parseFloat(header.group(4))),
				figures);
		}
		catch (final IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	private static double[] numbers(final String text) {
		return Arrays.stream(text.split(" ")).mapToDouble(Double::parseDouble).toArray();
	}

	/** Without the network the test is skipped. */
	Network open() {
		return SharedFiles.open(network, range);
	}

	/** The script's formula. */
	private static Pixels picture(final int height, final int width, final double a, final double b) {
		final Tensor picture = Tensor.zeros(Shape.of(1, height, width, 3));
		for (int i = 0; i < picture.size(); i++) {
			final int c = i % 3;
			final int x = i / 3 % width;
			final int y = i / 3 / width;
			final double waves = 128 + 90 * Math.sin(a * x + b * y + c) +
				60 * Math.sin(b * x - a * y + 0.01 * x * y + 2 * c);
			picture.data()[i] = (float) Math.max(0, Math.min(255, Math.floor(waves)));
		}
		return new Pixels(picture, ValueRange.EIGHT_BIT);
	}

	Pixels base() {
		return picture(height, width, 0.2, 0.07);
	}

	/** In 0..1. */
	Tensor start() {
		return Restyler.unit(picture(height, width, 0.13, 0.31).values(), ValueRange.EIGHT_BIT);
	}

	static Style style() {
		return Style.of(picture(88, 120, 0.9, 0.5));
	}

	/** Around the start, by its pixels. */
	Parameterization around() {
		return new Parameterization(height, width, ColourBasis.identity(3), new Basis.PixelBasis())
			.around(start());
	}

	/** The layers are those that are taken where nobody names any. */
	static StyleOptions options(final Network network, final Statistic statistic) {
		final Map<String, Double> auto = Map.of("auto", 1.0);
		return StyleOptions.of("", "").withContent(StyleLayers.content(network.descriptor(), auto))
			.withLayers(StyleLayers.style(network.descriptor(), auto)).withStatistic(statistic)
			.withAlpha(10).withBeta(5).withSteps(50).withClimber(Climber.LBFGS)
			.withBasis(new Basis.PixelBasis()).withSeed(1);
	}
}
