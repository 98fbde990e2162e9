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
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import org.gradiscope.attack.AttackReference.Run;
import org.gradiscope.attack.bound.Bound;
import org.gradiscope.attack.bound.Norm;
import org.gradiscope.attack.method.gradient.Apgd;
import org.gradiscope.attack.method.gradient.Bim;
import org.gradiscope.attack.method.gradient.Fgsm;
import org.gradiscope.attack.method.gradient.MiFgsm;
import org.gradiscope.attack.method.gradient.Pgd;
import org.gradiscope.attack.method.unbounded.CarliniWagner;
import org.gradiscope.attack.method.unbounded.DeepFool;
import org.gradiscope.attack.method.unbounded.Jsma;
import org.gradiscope.attack.target.Criterion;
import org.gradiscope.attack.target.Loss;
import org.gradiscope.attack.target.NetworkTargetModel;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.Prediction;
import org.gradiscope.engine.Progress;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Attacks on the embedded network and on real ones, against TensorFlow in Python; see scripts/reference/adversarial.py. */
class AttackReferenceTest {

	/** They stop at the boundary, where the loss is steep: what they say is how far it is. */
	private static final Set<String> NEAREST = Set.of("deepfool", "deepfool-linf", "jsma", "cw-l2");

	private static final Map<String, AttackReference> REFERENCES = new HashMap<>();
	private static final Map<String, Network> OPEN = new HashMap<>();

	@AfterAll
	static void close() {
		OPEN.values().forEach(Network::close);
		OPEN.clear();
	}

	static Stream<String> names() {
		return Stream.of("micropatterns-membranes-rgb", "cifar10-resnet8-chelsea_cat",
			"cifar10-resnet8-coffee", "mobilenet-v1-0.25-224-coffee", "mobilenet-v2-1.0-224-coffee");
	}

	static Stream<Arguments> attacks() {
		return names().flatMap(
			name -> reference(name).attacks().stream().skip(1).map(run -> Arguments.of(name, run)));
	}

	private static AttackReference reference(final String name) {
		return REFERENCES.computeIfAbsent(name, AttackReference::of);
	}

	private static Network open(final AttackReference reference) {
		return OPEN.computeIfAbsent(reference.network(), key -> reference.open());
	}

	private static Attack attack(final Run run) {
		return switch (run.method()) {
			case "fgsm" -> new Fgsm(bound(run));
			case "fgm" -> new Fgsm(new Bound(Norm.L2, run.option("epsilon")));
			case "bim", "least-likely" ->
				new Bim(bound(run), run.count("steps"), run.option("size") / run.option("epsilon"));
			case "pgd" -> new Pgd(bound(run), run.count("steps"),
				run.option("size") / run.option("epsilon"), 1, run.count("seed"));
			case "mi-fgsm" ->
				MiFgsm.of(bound(run)).withSteps(run.count("steps")).withDecay(run.option("decay"));
			case "apgd" -> Apgd.of(bound(run), run.option("ratio") > 0 ? Loss.DLR : Loss.CROSS_ENTROPY)
				.withSteps(run.count("steps")).withSeed(run.count("seed"));
			case "jsma" -> Jsma.usual().withGamma(run.option("gamma"));
			case "deepfool", "deepfool-linf" ->
				new DeepFool(run.method().equals("deepfool") ? Norm.L2 : Norm.LINF, run.count("steps"),
					run.count("candidates"), run.option("overshoot"));
			case "cw-l2" -> new CarliniWagner(run.count("searches"), run.count("steps"),
				run.option("rate"), run.option("constant"), run.option("kappa"), run.option("abort") > 0);
			default -> throw new IllegalArgumentException(run.method());
		};
	}

	private static Bound bound(final Run run) {
		return new Bound(Norm.LINF, run.option("epsilon"));
	}

	private static Pixels perturbed(final AttackReference reference, final Network network,
		final Attack attack, final Criterion criterion) throws IOException {
		return Attack.run(attack, new NetworkTargetModel(network, List.of(criterion)),
			reference.image(), Progress.NONE);
	}

	private static Criterion away(final AttackReference reference) {
		return new Criterion.Misclassification(reference.clean().reached());
	}

	private static Criterion criterion(final Run run, final AttackReference reference,
		final Prediction clean) {
		return run.method().equals("least-likely")
			? Criterion.leastLikely(Tensor.of(Shape.of(1, clean.logits().length), clean.logits()))
			: away(reference);
	}

	@ParameterizedTest
	@MethodSource("names")
	void theCleanImageIsTheSame(final String name) throws IOException {
		final AttackReference reference = reference(name);
		final Prediction clean = Prediction.of(open(reference), reference.image()).get(0);
		assertEquals(reference.clean().reached(), clean.best());
		assertEquals(reference.clean().loss(), loss(reference, clean), 1e-3 * reference.clean().loss());
	}

	/** On at least 99.9 percent of the values. */
	@ParameterizedTest
	@MethodSource("names")
	void theSignsOfFgsmAreTheSame(final String name) throws IOException {
		final AttackReference reference = reference(name);
		final float[] clean = reference.image().values().data();
		final float[] changed =
			perturbed(reference, open(reference), new Fgsm(new Bound(Norm.LINF, 1)), away(reference))
				.values().data();
		int different = 0;
		for (int i = 0; i < clean.length; i++)
			if (Math.signum(changed[i] - clean[i]) != reference.signs()[i]) different++;
		System.err.printf("%s: FGSM, %d of %d signs differ%n", name, different, clean.length);
		assertTrue(different <= clean.length / 1000, different + " of " + clean.length + " differ");
	}

	@ParameterizedTest
	@MethodSource
	void attacks(final String name, final Run run) throws IOException {
		final AttackReference reference = reference(name);
		final Network network = open(reference);
		final Pixels image = reference.image();
		final Prediction clean = Prediction.of(network, image).get(0);
		final Criterion criterion = criterion(run, reference, clean);
		final AdversarialExample given = AdversarialExample.judge(network, image, clean,
			perturbed(reference, network, attack(run), criterion), criterion);
		final double loss = loss(reference, given.after());
		System.err.printf("%s: %s, loss %.2f %% off, L2 %.2f %% off%n", name, run,
			100 * (loss / run.loss() - 1), 100 * (given.l2() / run.l2() - 1));
		assertTrue(given.success());
		assertNotEquals(reference.clean().reached(), run.reached());
		assertEquals(run.reached(), given.after().best(), "class");
		assertEquals(run.l2(), given.l2(), 0.02 * run.l2(), "L2");
		if (!NEAREST.contains(run.method())) assertEquals(run.loss(), loss, 0.02 * run.loss(), "loss");
	}

	/** The cross-entropy, which may be far over what a float's probability can say. */
	private static double loss(final AttackReference reference, final Prediction prediction) {
		final float[] logits = prediction.logits();
		double largest = Double.NEGATIVE_INFINITY;
		for (final float logit : logits)
			largest = Math.max(largest, logit);
		double sum = 0;
		for (final float logit : logits)
			sum += Math.exp(logit - largest);
		return Math.log(sum) + largest - logits[reference.clean().reached()];
	}
}
