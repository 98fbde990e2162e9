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

package org.gradiscope.attack.robustness;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.gradiscope.attack.Attack;
import org.gradiscope.attack.Lengthened;
import org.gradiscope.attack.bound.Bound;
import org.gradiscope.attack.bound.Norm;
import org.gradiscope.attack.method.AttackMethod;
import org.gradiscope.attack.method.AttackMethod.Family;
import org.gradiscope.attack.method.AttackMethods;
import org.gradiscope.attack.target.Criterion;
import org.gradiscope.attack.target.EnsembleTargetModel;
import org.gradiscope.attack.target.NetworkTargetModel;
import org.gradiscope.attack.target.TargetModel;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.Prediction;
import org.gradiscope.engine.Progress;
import org.gradiscope.objective.Expression;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;

/**
 * A batch after an attack, as it would be saved.
 *
 * @param batch the clean images
 * @param norm of the attack
 * @param images the perturbed ones
 * @param unattacked which of them are as they were, since the attack found nothing to start from
 */
record PerturbedBatch(ImageBatch batch, Norm norm, Pixels images, boolean[] unattacked) {

	/**
	 * @throws IllegalArgumentException unless a method leads each image away from its class by a change
	 *           that epsilon measures
	 */
	static void check(final AttackMethod method) {
		if (!method.isMeasured()) throw new IllegalArgumentException(
			"A method is needed that leads each image away from its class by a change that epsilon " +
				"measures, but '" + method + "' was given; take one of " +
				AttackMethods.REGISTRY.entries().stream().filter(AttackMethod::isMeasured)
					.map(AttackMethod::name).collect(Collectors.joining(", ")) +
				".");
	}

	/**
	 * Each image led away from its label.
	 *
	 * @param perValue epsilon in grey levels for each value, over 0; where that is under a level of what
	 *          has integer ones, nothing changes
	 */
	static PerturbedBatch of(final Network network, final ImageBatch batch, final AttackMethod method,
		final double perValue, final Progress progress) {
		return of(List.of(network), batch, method, perValue, progress);
	}

	/**
	 * The same of several networks that are fooled together: the labels are the first one's, and the others are
	 * led away from what they say themselves.
	 */
	static PerturbedBatch of(final List<? extends Network> networks, final ImageBatch batch,
		final AttackMethod method, final double perValue, final Progress progress) {
		final Bound bound = batch.bound(method, perValue);
		final boolean minimal = method.family() == Family.MINIMAL;
		if (!minimal && !batch.format().canChange(bound))
			return new PerturbedBatch(batch, bound.norm(), batch.images(), new boolean[batch.count()]);
		final TargetModel model = model(networks, batch, criteria(networks.get(0), batch, method));
		final Pixels exact = Attack.run(method.usual(bound.epsilon()), model, batch.images(), progress);
		return new PerturbedBatch(batch, bound.norm(),
			minimal ? lengthened(networks, batch, exact)
				: exact.with(batch.format().round(batch.images().values(), exact.values(), bound)),
			unattacked(model));
	}

	private static TargetModel model(final List<? extends Network> networks, final ImageBatch batch,
		final List<Criterion> criteria) {
		return networks.size() == 1 ? new NetworkTargetModel(networks.get(0), criteria)
			: EnsembleTargetModel.of(networks, criteria, batch.images());
	}

	/** Away from the label; the least likely class is a target. */
	private static List<Criterion> criteria(final Network network, final ImageBatch batch,
		final AttackMethod method) {
		if (method.family() != Family.OWN_TARGET) return Arrays.stream(batch.labels())
			.<Criterion>mapToObj(Criterion.Misclassification::new).toList();
		final Tensor scores = network.activation(batch.images(), Expression.LOGITS);
		return IntStream.range(0, batch.count())
			.<Criterion>mapToObj(n -> Criterion.leastLikely(scores.item(n))).toList();
	}

	private static boolean[] unattacked(final TargetModel model) {
		final boolean[] unattacked = new boolean[model.count()];
		for (int n = 0; n < unattacked.length; n++)
			unattacked[n] = !model.queries(n).obstacle().isEmpty();
		return unattacked;
	}

	/** Until each fools as it would be saved. */
	private static Pixels lengthened(final List<? extends Network> networks, final ImageBatch batch,
		final Pixels exact) {
		return Lengthened
			.of(batch.images(), exact, batch.format(), images -> fooled(networks, batch, images)).saved();
	}

	/** Whether all networks are, the first of its label. */
	private static boolean[] fooled(final List<? extends Network> networks, final ImageBatch batch,
		final Pixels images) {
		final boolean[] fooled = new boolean[batch.count()];
		Arrays.fill(fooled, true);
		for (int i = 0; i < networks.size(); i++) {
			final int[] classes = classes(networks.get(i), images);
			final int[] before = i == 0 ? batch.labels() : classes(networks.get(i), batch.images());
			for (int n = 0; n < fooled.length; n++)
				fooled[n] &= classes[n] != before[n];
		}
		return fooled;
	}

	/** The classes that a network takes the images for. */
	int[] classes(final Network network) {
		return classes(network, images);
	}

	/** The class that a network takes each image for. */
	static int[] classes(final Network network, final Pixels images) {
		return Prediction.of(network, images).stream().mapToInt(Prediction::best).toArray();
	}

	/** How far the images are from the clean ones, for each value as epsilon is. */
	double[] sizes() {
		final double unit = norm.epsilon(1, batch.values());
		final double[] sizes = new double[batch.count()];
		for (int n = 0; n < sizes.length; n++)
			sizes[n] = norm.distance(images.values().item(n), batch.images().values().item(n)) / unit;
		return sizes;
	}
}
