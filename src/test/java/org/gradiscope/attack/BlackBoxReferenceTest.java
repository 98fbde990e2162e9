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

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.gradiscope.attack.BlackBoxReference.Run;
import org.gradiscope.attack.bound.Bound;
import org.gradiscope.attack.bound.Norm;
import org.gradiscope.attack.method.blackbox.Evolution;
import org.gradiscope.attack.method.blackbox.Simba;
import org.gradiscope.attack.method.blackbox.Square;
import org.gradiscope.attack.method.gradient.Pgd;
import org.gradiscope.attack.target.Criterion;
import org.gradiscope.attack.target.NetworkTargetModel;
import org.gradiscope.attack.target.TargetModel;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.Prediction;
import org.gradiscope.engine.Progress;
import org.gradiscope.tensor.Pixels;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Attacks that see scores, on real networks, against other programs; see scripts/reference/blackbox.py. */
@Tag("long")
class BlackBoxReferenceTest {

	private static final String RESNET = "blackbox-cifar10-resnet8";
	private static final String MOBILENET = "blackbox-mobilenet-v1-0.25-224";

	static Stream<Arguments> runs() {
		return BlackBoxReference.runs(RESNET, MOBILENET);
	}

	private static TargetModel model(final Network network, final BlackBoxReference reference,
		final int count) {
		return new NetworkTargetModel(network, reference.crops().subList(0, count).stream()
			.map(crop -> new Criterion.Misclassification(crop.label())).toList());
	}

	private static Attack attack(final Run run, final Pixels images, final int queries,
		final int seed) {
		return switch (run.method()) {
			case "square" ->
				Square.of(new Bound(Norm.LINF, run.option("epsilon"))).withQueries(queries).withSeed(seed);
			case "square-l2" -> Square
				.of(new Bound(Norm.L2,
					Norm.L2.epsilon(run.option("epsilon"), images.item(0).values().size())))
				.withQueries(queries).withSeed(seed);
			case "simba", "simba-dct" ->
				Simba.of(run.method().equals("simba") ? Simba.Basis.PIXEL : Simba.Basis.DCT)
					.withStep(run.option("step") / 255).withQueries(queries).withSeed(seed);
			case "evolution" -> Evolution.usual().withPixels(run.count("pixels"))
				.withPopulation(run.count("population")).withQueries(queries).withSeed(seed);
			default -> throw new IllegalArgumentException(run.method());
		};
	}

	@ParameterizedTest
	@ValueSource(
		strings = { RESNET, MOBILENET, "decisions-cifar10-resnet8", "decisions-mobilenet-v1-0.25-224" })
	void theCropsAreTheSame(final String name) throws IOException {
		final BlackBoxReference reference = BlackBoxReference.of(name);
		final int count = reference.crops().size();
		try (Network network = reference.open()) {
			final List<Prediction> clean = Prediction.of(network, reference.images(count));
			for (int n = 0; n < count; n++)
				assertEquals(reference.crops().get(n).label(), clean.get(n).best(), "crop " + n);
		}
	}

	/** Of all seeds, how many are fooled within 5 points, and the median L2 within a tenth. */
	@ParameterizedTest
	@MethodSource("runs")
	void foolsAsOftenAsOtherPrograms(final String name, final Run run) throws IOException {
		final BlackBoxReference reference = BlackBoxReference.of(name);
		final List<String> missed = new ArrayList<>();
		try (Network network = reference.open()) {
			for (final int queries : run.shares().keySet()) {
				final List<Double> lengths = lengths(network, reference, run, queries);
				final double share = lengths.size() / (run.option("images") * run.option("seeds"));
				final double median = BlackBoxReference.median(lengths);
				final double shareThere = run.shares().get(queries);
				final double medianThere = run.medians().getOrDefault(queries, Double.NaN);
				final String figures =
					String.format("%d queries: %.3f fooled, there %.3f; median L2 %.4g, there %.4g", queries,
						share, shareThere, median, medianThere);
				System.err.println(name + ": " + run + ", " + figures);
				if (Math.abs(share - shareThere) > 0.05 ||
					Math.abs(median - medianThere) > 0.1 * medianThere) missed.add(figures);
			}
		}
		assertEquals(List.of(), missed);
	}

	/** L2 of the changes that fooled, of all seeds. */
	private static List<Double> lengths(final Network network, final BlackBoxReference reference,
		final Run run, final int queries) throws IOException {
		final int count = run.count("images");
		final Pixels images = reference.images(count);
		final List<Double> lengths = new ArrayList<>();
		for (int seed = 1; seed <= run.count("seeds"); seed++) {
			final TargetModel model = model(network, reference, count);
			final Pixels found =
				Attack.run(attack(run, images, queries, seed), model, images, Progress.NONE);
			for (int n = 0; n < count; n++)
				if (model.queries(n).firstSuccess() > 0)
					lengths.add(Norm.L2.distance(found.item(n).values(), images.item(n).values()));
		}
		return lengths;
	}

	/** Square fools nearly all that PGD does, without its gradients. */
	@Test
	void squareFoolsWhatPgdFools() throws IOException {
		final BlackBoxReference reference = BlackBoxReference.of(RESNET);
		final int count = reference.crops().size();
		final Pixels images = reference.images(count);
		final Bound eight = new Bound(Norm.LINF, 8);
		final boolean[] byPgd;
		final boolean[] bySquare;
		try (Network network = reference.open()) {
			byPgd = fooled(model(network, reference, count), Pgd.of(eight).withSteps(40), images);
			bySquare =
				fooled(model(network, reference, count), Square.of(eight).withQueries(2000), images);
		}
		int both = 0;
		int pgd = 0;
		for (int n = 0; n < count; n++) {
			if (byPgd[n]) pgd++;
			if (byPgd[n] && bySquare[n]) both++;
		}
		System.err.printf("PGD fools %d of %d, Square %d of these%n", pgd, count, both);
		assertTrue(pgd >= 45, "PGD fools " + pgd);
		assertTrue(both >= 0.95 * pgd, both + " of " + pgd);
	}

	private static boolean[] fooled(final TargetModel model, final Attack attack,
		final Pixels images) {
		return model.fooled(model.scores(Attack.run(attack, model, images, Progress.NONE)));
	}
}
