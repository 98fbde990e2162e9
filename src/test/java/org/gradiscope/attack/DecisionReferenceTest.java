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

import static org.gradiscope.attack.BlackBoxReference.median;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.gradiscope.attack.BlackBoxReference.Run;
import org.gradiscope.attack.bound.Norm;
import org.gradiscope.attack.method.blackbox.Boundary;
import org.gradiscope.attack.method.blackbox.DecisionAttack;
import org.gradiscope.attack.method.blackbox.HopSkipJump;
import org.gradiscope.attack.method.blackbox.StartImage;
import org.gradiscope.attack.target.Criterion;
import org.gradiscope.attack.target.NetworkTargetModel;
import org.gradiscope.attack.target.TargetModel;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.Prediction;
import org.gradiscope.engine.Progress;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Attacks that see decisions alone, on real networks, against other programs; see scripts/reference/decisions.py. */
@Tag("long")
class DecisionReferenceTest {

	static Stream<Arguments> runs() {
		return BlackBoxReference.runs("decisions-cifar10-resnet8", "decisions-mobilenet-v1-0.25-224");
	}

	/** HopSkipJump is also held against methods that are not here, since it is better. */
	private static DecisionAttack attack(final Run run, final int queries, final int seed) {
		return switch (run.method()) {
			case "boundary" -> Boundary.usual().withQueries(queries).withSeed(seed);
			case "hopskipjump", "geoda", "sign-opt" ->
				HopSkipJump.of(Norm.L2).withQueries(queries).withSeed(seed);
			case "hopskipjump-linf" -> HopSkipJump.of(Norm.LINF).withQueries(queries).withSeed(seed);
			default -> throw new IllegalArgumentException(run.method());
		};
	}

	/**
	 * The median distance is at most a tenth longer than the other program's, and the share of short ones at most 5 points
	 * less.
	 */
	@ParameterizedTest
	@MethodSource("runs")
	void comesAsNearAsOtherPrograms(final String name, final Run run) throws IOException {
		assumeTrue(!name.contains("mobilenet") || Boolean.getBoolean("gradiscope.everything"),
			"A run on MobileNet takes minutes; -Dgradiscope.everything=true has it too.");
		final BlackBoxReference reference = BlackBoxReference.of(name);
		final List<String> worse = new ArrayList<>();
		try (Network network = reference.open()) {
			for (final int queries : run.shares().keySet()) {
				final List<Double> distances = distances(network, reference, run, queries);
				final double share =
					(double) distances.stream().filter(distance -> distance < run.option("under")).count() /
						distances.size();
				final double shareThere = run.shares().get(queries);
				final double medianThere = run.medians().get(queries);
				final String figures =
					String.format("%d queries: %.3f are near, there %.3f; median %.4g, there %.4g", queries,
						share, shareThere, median(distances), medianThere);
				System.err.println(name + ": " + run + ", " + figures);
				if (share < shareThere - 0.05 || median(distances) > 1.1 * medianThere) worse.add(figures);
			}
		}
		assertEquals(List.of(), worse);
	}

	/** Of all crops and seeds, from the starts of the other program. */
	private static List<Double> distances(final Network network, final BlackBoxReference reference,
		final Run run, final int queries) throws IOException {
		final Pixels images = reference.images(run.count("images"));
		final List<Double> distances = new ArrayList<>();
		for (final Map.Entry<StartImage, List<Integer>> start : starts(network, reference, images)
			.entrySet())
			for (int seed = 1; seed <= run.count("seeds"); seed++)
				distances.addAll(distances(network, reference, images, start.getValue(),
					attack(run, queries, seed).withStart(start.getKey())));
		return distances;
	}

	private static List<Double> distances(final Network network, final BlackBoxReference reference,
		final Pixels images, final List<Integer> crops, final DecisionAttack attack) {
		final Pixels some =
			images.with(Tensor.batch(crops.stream().map(n -> images.item(n).values()).toList()));
		final TargetModel model = new NetworkTargetModel(network, crops.stream()
			.map(n -> new Criterion.Misclassification(reference.crops().get(n).label())).toList());
		final Pixels found = Attack.run(attack, model, some, Progress.NONE);
		final boolean[] fooled = model.fooled(model.scores(found));
		final List<Double> distances = new ArrayList<>();
		for (int i = 0; i < crops.size(); i++) {
			assertTrue(fooled[i], "crop " + crops.get(i));
			distances.add(attack.norm().distance(found.item(i).values(), some.item(i).values()));
		}
		return distances;
	}

	/** The crops that start from each image: noise, the first of the seeds 1, 2, ... that fools. */
	private static Map<StartImage, List<Integer>> starts(final Network network,
		final BlackBoxReference reference, final Pixels images) {
		final Map<StartImage, List<Integer>> starts = new LinkedHashMap<>();
		final List<Integer> missing = new ArrayList<>();
		for (int n = 0; n < images.count(); n++)
			missing.add(n);
		for (int seed = 1; !missing.isEmpty(); seed++) {
			final Tensor noise = noise(images.item(0).shape(), seed);
			final int label = Prediction.of(network, images.with(noise)).get(0).best();
			final List<Integer> fooled =
				missing.stream().filter(n -> reference.crops().get(n).label() != label).toList();
			missing.removeAll(fooled);
			if (!fooled.isEmpty()) starts.put(new StartImage("noise " + seed, noise), fooled);
		}
		return starts;
	}

	/** Of a linear congruential generator, the same as in the script. */
	private static Tensor noise(final Shape shape, final int seed) {
		final Tensor noise = Tensor.zeros(shape);
		long state = seed;
		for (int i = 0; i < noise.size(); i++) {
			state = state * 1103515245 + 12345 & 0x7fffffff;
			noise.data()[i] = state >> 16 & 255;
		}
		return noise;
	}
}
