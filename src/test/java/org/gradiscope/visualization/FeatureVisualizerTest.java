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

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.gradiscope.optimize.Climber;
import org.gradiscope.engine.EngineException;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.Progress;
import org.gradiscope.model.Layer;
import org.gradiscope.objective.Objective;
import org.gradiscope.objective.Objectives;
import org.gradiscope.parameterization.Parameterization;
import org.gradiscope.pattern.Pattern;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.testing.Images;
import org.gradiscope.testing.Micropatterns;
import org.gradiscope.transform.RandomWarp;
import org.junit.jupiter.api.Test;

class FeatureVisualizerTest {

	private static final Network NETWORK = Micropatterns.network();

	private static Pixels render(final String layer, final int channel, final int steps,
		final long seed) {
		return FeatureVisualizer.render(NETWORK, FeatureObjective.channel(layer, channel),
			FeatureVisualizationOptions.standard().withSize(64).withSteps(steps).withSeed(seed),
			Progress.NONE).pictures();
	}

	/** The picture must please a channel more than noise and any drawing does, in every layer. */
	@Test
	void everyLayerIsClimbed() {
		final Pixels drawing = Micropatterns.draw(Pattern.VESICLES, 64, 1);
		final Pixels noise = Images.noise(ValueRange.EIGHT_BIT, 1, 1, 64, 64, 3);
		for (final Layer layer : NETWORK.descriptor().layers()) {
			final int channel = strongest(drawing, layer.name());
			final Objective objective = Objectives.channel(layer.name(), channel);
			final double reached =
				NETWORK.evaluate(render(layer.name(), channel, 64, 1), objective).value();
			for (final Pixels other : List.of(drawing, noise)) {
				final double value = NETWORK.evaluate(other, objective).value();
				assertTrue(reached > value, objective + ": " + reached + " against " + value);
			}
		}
	}

	/** The channel that responds most. */
	private static int strongest(final Pixels image, final String layer) {
		final Tensor activation = NETWORK.activation(image, layer);
		final int channels = activation.shape().dimension(-1);
		final double[] sums = new double[channels];
		for (int i = 0; i < activation.size(); i++)
			sums[i % channels] += activation.data()[i];
		return IntStream.range(0, channels).boxed().max(Comparator.comparingDouble(c -> sums[c])).get();
	}

	@Test
	void thePictureIsInColourAndInItsRange() {
		final Pixels picture = render("conv4", 2, 10, 1);
		assertEquals(Shape.of(1, 64, 64, 3), picture.shape());
		for (final float value : picture.values().data())
			assertEquals(value, ValueRange.EIGHT_BIT.clamp(value));
	}

	/** The position counts in what the network sees, which is the picture amid mid grey. */
	@Test
	void theValueOfANeuronIsOfWhereItWasClimbed() {
		final FeatureVisualizationOptions usual =
			FeatureVisualizationOptions.standard().withSize(64).withSteps(20);
		final int margin = usual.warps().margin();
		assertEquals(6, margin);
		final Objective neuron = Objectives.neuron("conv1", 32 + margin, 32 + margin, 1);
		final FeatureImages drawn =
			FeatureVisualizer.render(NETWORK, FeatureObjective.of(neuron), usual, Progress.NONE);
		assertEquals(NETWORK.values(drawn.pictures(), Objectives.neuron("conv1", 32, 32, 1))[0],
			drawn.values()[0], 1e-4);
	}

	@Test
	void oneSeedOnePicture() {
		assertArrayEquals(render("conv4", 2, 10, 3).values().data(),
			render("conv4", 2, 10, 3).values().data());
	}

	@Test
	void unknownLayersChannelsAndSizesAreRefused() {
		final Exception e =
			assertThrows(IllegalArgumentException.class, () -> render("conv8", 0, 1, 1));
		assertEquals(
			"There is no layer 'conv8' in micropatterns; the layers are conv1, conv2, conv3, " +
				"conv4, conv5, conv6, conv7.",
			e.getMessage());
		assertThrows(IllegalArgumentException.class, () -> render("conv4", 64, 1, 1));
		assertThrows(IllegalArgumentException.class,
			() -> FeatureVisualizationOptions.standard().withSteps(0));
	}

	private static FeatureVisualizationOptions quick() {
		return FeatureVisualizationOptions.standard().withSize(48).withSteps(40);
	}

	/** A grid draws each channel as it would be drawn alone. */
	@Test
	void aGridIsEachChannelAlone() {
		final FeatureImages grid = FeatureVisualizer.render(NETWORK,
			FeatureObjective.channels("conv4", FeatureObjective.Sign.POSITIVE, 3, 9),
			quick().withSteps(6), Progress.NONE);
		assertEquals(List.of("conv4/3", "conv4/9"), grid.labels());
		for (int i = 0; i < 2; i++) {
			final FeatureImages alone = FeatureVisualizer.render(NETWORK,
				FeatureObjective.channel("conv4", i == 0 ? 3 : 9), quick().withSteps(6), Progress.NONE);
			assertEquals(alone.values()[0], grid.values()[i], 1e-3 * Math.abs(alone.values()[0]));
			assertArrayEquals(alone.pictures().values().data(), grid.pictures().item(i).values().data(),
				1.5f);
		}
	}

	@Test
	void bothSignsAreDrawnSideBySide() {
		final FeatureImages both = FeatureVisualizer.render(NETWORK,
			FeatureObjective.channels("conv3", FeatureObjective.Sign.BOTH, 5), quick(), Progress.NONE);
		assertEquals(List.of("-conv3/5", "+conv3/5"), both.labels());
		final float[] plain = NETWORK.values(both.pictures(), Objectives.channel("conv3", 5));
		assertTrue(plain[1] > 2 * plain[0] + 0.01, plain[0] + " and " + plain[1]);
		assertEquals(-plain[0], both.values()[0], 1e-5);
	}

	/** What counts against likeness makes pictures less alike. */
	@Test
	void diversityMakesPicturesDiffer() {
		final double without = alike(0);
		final double with = alike(100);
		assertTrue(with < without - 0.02, without + " and " + with);
	}

	private static double alike(final double weight) {
		final FeatureImages drawn = FeatureVisualizer.render(NETWORK,
			FeatureObjective.diverse("conv4", 3, 3, weight), quick(), Progress.NONE);
		double sum = 0;
		for (final float value : NETWORK.values(drawn.pictures(), Objectives.similarity("conv4")))
			sum += value;
		return sum / 3;
	}

	/** Penalties lower what they are of. */
	@Test
	void regularizersCalmThePicture() {
		final FeatureVisualizationOptions pixels = quick().withoutPriors().withSteps(100);
		final Pixels free = draw(pixels);
		final Map<FeatureVisualizationOptions.Regularizers, Objective> penalties = Map.of(
			new FeatureVisualizationOptions.Regularizers(300, 0, 0, 0), Objectives.totalVariation(),
			new FeatureVisualizationOptions.Regularizers(0, 300, 0, 0), Objectives.contrast(),
			new FeatureVisualizationOptions.Regularizers(0, 0, 300, 0), Objectives.squareContrast(),
			new FeatureVisualizationOptions.Regularizers(0, 0, 0, 300), Objectives.detail());
		penalties.forEach((weights, penalty) -> {
			final Pixels calm = draw(pixels.withRegularizers(weights));
			assertTrue(NETWORK.values(calm, penalty)[0] < 0.7 * NETWORK.values(free, penalty)[0],
				penalty.toString());
		});
	}

	/** Activations of this network grow with the contrast, so without a limit all ends black or white. */
	@Test
	void picturesKeepTheirTones() {
		final FeatureVisualizationOptions usual = quick().withSteps(300);
		final double kept = harsh(usual);
		final double free = harsh(usual.withContrast(Parameterization.ContrastLimit.NONE));
		assertTrue(kept < 0.01 && free > 0.1, kept + " and without a limit " + free);
	}

	/** The share of a picture that is within 2 percent of the range from black or white. */
	private static double harsh(final FeatureVisualizationOptions options) {
		final float[] values = FeatureVisualizer
			.render(NETWORK, FeatureObjective.channel("conv5", 1), options, Progress.NONE).pictures()
			.values().data();
		int harsh = 0;
		for (final float value : values)
			if (value < 0.02 * 255 || value > 0.98 * 255) harsh++;
		return (double) harsh / values.length;
	}

	private static Pixels draw(final FeatureVisualizationOptions options) {
		return FeatureVisualizer
			.render(NETWORK, FeatureObjective.channel("conv3", 5), options, Progress.NONE).pictures();
	}

	/** In as many steps it comes further than Adam, where nothing moves. */
	@Test
	void lbfgsClimbsToo() {
		final FeatureVisualizationOptions still = quick().withWarps(RandomWarp.NONE);
		final FeatureObjective feature = FeatureObjective.channel("conv4", 0);
		final double adam =
			FeatureVisualizer.render(NETWORK, feature, still, Progress.NONE).values()[0];
		final double reached = FeatureVisualizer
			.render(NETWORK, feature, still.withClimber(Climber.LBFGS, 0.05), Progress.NONE).values()[0];
		assertTrue(reached > adam, adam + " and " + reached);
	}

	/** An inversion comes nearer to the activations of the image than noise is, and than another image. */
	@Test
	void anInversionLooksToTheLayerLikeTheImage() {
		final Pixels image = Micropatterns.draw(Pattern.NUCLEI, 48, 1);
		final Tensor activations = NETWORK.activation(image, "conv3");
		final FeatureImages inversion =
			FeatureVisualizer.render(NETWORK, FeatureObjective.inversion("conv3", activations),
				quick().withSteps(200).withWarps(RandomWarp.NONE), Progress.NONE);
		assertTrue(inversion.values()[0] > -0.1, "distance " + -inversion.values()[0]);
		final Objective distance = Objectives.distance("conv3", activations);
		assertTrue(NETWORK.values(Micropatterns.draw(Pattern.MEMBRANES, 48, 1), distance)[0] > 0.3);
	}

	@Test
	void aCaricatureHasMoreOfItThanTheImageItself() {
		final Pixels image = Micropatterns.draw(Pattern.NUCLEI, 48, 1);
		final FeatureImages caricature = FeatureVisualizer.render(NETWORK,
			FeatureObjective.caricature("conv4", NETWORK.activation(image, "conv4")),
			quick().withSteps(100).withWarps(RandomWarp.NONE), Progress.NONE);
		assertTrue(caricature.values()[0] > 1.2, "alignment " + caricature.values()[0]);
	}

	/** Channel 3 of conv4 is dead on noise: only what opens the ReLUs leads out. */
	@Test
	void aDeadRegionIsLeftAndThatIsSaid() {
		final FeatureImages drawn = FeatureVisualizer.render(NETWORK,
			FeatureObjective.channel("conv4", 3), quick().withWarps(RandomWarp.NONE), Progress.NONE);
		assertTrue(drawn.redirected() > 0 && drawn.redirected() <= 16,
			"redirected " + drawn.redirected());
		assertTrue(drawn.values()[0] > 0);
	}

	/** Many channels are drawn in parts, and look as if they were not. */
	@Test
	void aLargeGridIsDrawnInParts() {
		final FeatureVisualizationOptions few = quick().withSteps(3);
		final List<FeatureObjective> parts =
			FeatureObjective.grid("conv4", FeatureObjective.Sign.POSITIVE, 2, 3, 9, 5);
		assertEquals(List.of(2, 1), parts.stream().map(FeatureObjective::count).toList());
		final FeatureImages joined = FeatureVisualizer.render(NETWORK, parts, few, Progress.NONE);
		final FeatureImages whole = FeatureVisualizer.render(NETWORK,
			FeatureObjective.channels("conv4", FeatureObjective.Sign.POSITIVE, 3, 9, 5), few,
			Progress.NONE);
		assertEquals(whole.labels(), joined.labels());
		assertArrayEquals(whole.values(), joined.values(), 1e-3f);
		assertArrayEquals(whole.pictures().values().data(), joined.pictures().values().data(), 1.5f);
		assertEquals(64, FeatureVisualizer.together(FeatureVisualizationOptions.standard()));
	}

	/** What is rectified cannot fall under zero, and must not keep the others from being drawn. */
	@Test
	void oneSilentPictureDoesNotStopTheOthers() {
		final FeatureVisualizationOptions still = quick().withWarps(RandomWarp.NONE);
		final FeatureImages drawn = FeatureVisualizer.render(NETWORK,
			FeatureObjective.channels("conv4", FeatureObjective.Sign.BOTH, 1), still, Progress.NONE);
		assertEquals(List.of("-conv4/1"), drawn.silent());
		assertTrue(drawn.values()[1] > 0);
		final FeatureObjective lowered =
			FeatureObjective.channels("conv4", FeatureObjective.Sign.NEGATIVE, 1);
		assertThrows(EngineException.class,
			() -> FeatureVisualizer.render(NETWORK, lowered, still, Progress.NONE));
	}
}
