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

package org.gradiscope.visualization;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

import org.gradiscope.engine.Engine;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.Progress;
import org.gradiscope.model.Fact;
import org.gradiscope.model.Model;
import org.gradiscope.model.store.ModelStore;
import org.gradiscope.objective.Objectives;
import org.gradiscope.parameterization.Basis;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.testing.SharedFiles;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the priors are for, on ten channels of real networks at the usual number of steps. */
@Tag("long")
class FeatureQualityTest {

	private static final int CHANNELS = 10;

	/**
	 * Measured: the frequencies reach 1.04 (MobileNet), 1.22 (gestures) and 1.00 (ResNet) of what pixels
	 * reach.
	 */
	@ParameterizedTest
	@CsvSource({ "mobilenet-v2-1.0-224, -1, 128, 1", "gestures-mobilenet-tf2, 0, 128, 1",
		"cifar10-resnet8, 0, 64, 0.98" })
	void priorsMakePicturesCalmWithoutCostingTheObjective(final String name, final int low,
		final int size, final double least) {
		try (Network network = open(name, low)) {
			final FeatureObjective feature = FeatureObjective.channels(layer(network),
				FeatureObjective.Sign.POSITIVE, IntStream.range(0, CHANNELS).toArray());
			final FeatureVisualizationOptions usual =
				FeatureVisualizationOptions.standard().withSize(size);
			final FeatureImages natural =
				FeatureVisualizer.render(network, feature, usual, Progress.NONE);
			final FeatureImages pixels = FeatureVisualizer.render(network, feature,
				usual.withBasis(new Basis.PixelBasis()), Progress.NONE);
			final FeatureImages bare =
				FeatureVisualizer.render(network, feature, usual.withoutPriors(), Progress.NONE);
			assertTrue(sum(natural.values()) >= least * sum(pixels.values()),
				sum(natural.values()) + " against " + sum(pixels.values()) + " in pixels");
			for (int i = 0; i < CHANNELS; i++)
				assertCalmer(feature.labels().get(i), natural.pictures().item(i), bare.pictures().item(i));
		}
	}

	private static void assertCalmer(final String label, final Pixels calm, final Pixels rough) {
		final double fine = Spectrum.of(calm).fine();
		final double allowed = Spectrum.of(rough).fine();
		assertTrue(fine < allowed,
			label + ": energy above half of Nyquist's " + fine + " against " + allowed);
		assertTrue(totalVariation(calm) < totalVariation(rough),
			label + ": total variation " + totalVariation(calm) + " against " + totalVariation(rough));
	}

	/** The mean absolute difference of neighbours, as Rudin et al. 1992 have it. */
	private static double totalVariation(final Pixels picture) {
		double sum = 0;
		for (int y = 1; y < picture.height(); y++)
			for (int x = 1; x < picture.width(); x++)
				for (int c = 0; c < picture.channels(); c++) {
					final float value = picture.values().get(0, y, x, c);
					sum += Math.abs(value - picture.values().get(0, y - 1, x, c)) +
						Math.abs(value - picture.values().get(0, y, x - 1, c));
				}
		return sum / picture.values().size() / picture.range().extent();
	}

	/**
	 * Whatever is climbed, frequencies come as far as pixels in as many steps. Measured with three seeds:
	 * MobileNet's neuron 1.00 (at the ReLU's ceiling), layer 1.07, direction 1.03, class 1.09; those
	 * of gestures 1.00, 1.10, 1.43, 1.07. With one seed: a sum 1.06, a negative 1.14; of gestures 1.32,
	 * 1.01. Two pictures that differ push each other about, so that a seed is worth little: with five
	 * MobileNet's came to 0.99, 1.11, 1.03, 0.99 and 1.00, so three are summed up, 1.04. Inversions and
	 * caricatures are not among them: they end so near to what can be had that now the one basis is
	 * ahead and now the other.
	 */
	@ParameterizedTest
	@CsvSource({ "mobilenet-v2-1.0-224, -1", "gestures-mobilenet-tf2, 0" })
	void frequenciesComeAsFarAsPixels(final String name, final int low) {
		try (Network network = open(name, low)) {
			final FeatureVisualizationOptions usual = FeatureVisualizationOptions.standard();
			for (final FeatureObjective feature : features(network, usual))
				assertAsFarAsPixels(network, feature, usual);
		}
	}

	private static void assertAsFarAsPixels(final Network network, final FeatureObjective feature,
		final FeatureVisualizationOptions usual) {
		final int seeds = feature.labels().size() > 1 ? 3 : 1;
		double natural = 0;
		double pixels = 0;
		for (int seed = 1; seed <= seeds; seed++) {
			final FeatureVisualizationOptions seeded = usual.withSeed(seed);
			natural += value(network, feature, seeded);
			pixels += value(network, feature, seeded.withBasis(new Basis.PixelBasis()));
		}
		assertTrue(natural >= pixels, feature.labels() + ": " + natural + " against " + pixels);
	}

	private static List<FeatureObjective> features(final Network network,
		final FeatureVisualizationOptions usual) {
		final String layer = layer(network);
		final int side = usual.warps().still(usual.height(), usual.width()).canvasHeight();
		final Shape seen = network
			.activation(new Pixels(Tensor.zeros(Shape.of(1, side, side, 3)), ValueRange.UNIT), layer)
			.shape();
		final float[] direction = new float[seen.dimension(-1)];
		direction[1] = 1;
		direction[2] = -0.5f;
		direction[4] = 0.7f;
		return List.of(
			FeatureObjective
				.of(Objectives.neuron(layer, seen.dimension(2) / 2, seen.dimension(1) / 2, 3)),
			FeatureObjective.of(Objectives.layer(layer)),
			FeatureObjective.of(Objectives.direction(layer, direction)),
			FeatureObjective.of(Objectives.logit(3)),
			FeatureObjective.of("class", Objectives.logit(3), FeatureObjective.Sign.NEGATIVE),
			FeatureObjective.of(Objectives.channel(layer, 1).plus(Objectives.channel(layer, 5).times(2))),
			FeatureObjective.diverse(layer, 3, 2, 1));
	}

	private static double value(final Network network, final FeatureObjective feature,
		final FeatureVisualizationOptions options) {
		return sum(FeatureVisualizer.render(network, feature, options, Progress.NONE).values());
	}

	private static String layer(final Network network) {
		return network.descriptor().layer("auto", "feature-visualization").name();
	}

	private static Network open(final String name, final int low) {
		final Path frozen = SharedFiles.model(name).resolve("frozen_graph.pb");
		final Model found =
			ModelStore.find((Files.exists(frozen) ? frozen : frozen.getParent()).toString());
		return Engine.load()
			.open(new Model(
				found.description().with(Fact.RANGE, new ValueRange(low, low < 0 ? 1 : 255), "the test"),
				found.source()));
	}

	private static double sum(final float[] values) {
		double sum = 0;
		for (final float value : values)
			sum += value;
		return sum;
	}
}
