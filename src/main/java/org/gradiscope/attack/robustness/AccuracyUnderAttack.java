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

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import org.gradiscope.attack.defence.Defence;
import org.gradiscope.attack.method.AttackMethod;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.Progress;

/**
 * How a network's accuracy falls as images are perturbed more and more. An image is right where the
 * network gives its label to the clean image and, after the attack, to what would be saved; what is
 * wrong when clean is wrong at every epsilon and is not attacked.
 * <p>
 * Each method is run for each epsilon by itself, so one step of a fixed length (fgsm) may fool at one
 * epsilon and not at a larger one. A method that seeks the smallest change runs once: it fools at every
 * epsilon from the size of its change on, of what would be saved: where integer grey levels lose a change, it is
 * lengthened until they keep it. Accuracy under attack is an upper bound: a stronger attack may
 * fool more (Carlini et al. 2019, "On Evaluating Adversarial Robustness").
 * </p>
 * <p>
 * With a defence there are three curves for each method: of the bare network; behind the defence under the
 * naive attack, which was made on the bare network; and behind it under the adaptive attack, which was made
 * through it (Athalye, Carlini &amp; Wagner 2018). Of a random defence the class is that of the mean
 * score over nine draws that no attack saw.
 * </p>
 *
 * @param methods of attack
 * @param epsilons for each
 * @param defence that stands before the network; none for the bare network alone
 */
public record AccuracyUnderAttack(List<AttackMethod> methods, Epsilons epsilons,
	Optional<Defence> defence) {

	/**
	 * A point of a curve.
	 *
	 * @param setting what is judged, and what was attacked
	 * @param epsilon in the unit of {@link Epsilons}
	 * @param accuracy the share of images that are right
	 * @param unattacked how many of these were not attacked, since the method found nothing to start from
	 */
	public record Point(AttackMethod method, Setting setting, double epsilon, Proportion accuracy,
		int unattacked) {

		/** The name of the curve that it is of, for example {@code pgd, jpeg:75, naive}. */
		public String curve() {
			return method.toString() + setting;
		}
	}

	/** @throws IllegalArgumentException if there is no method, or one that epsilon does not measure */
	public AccuracyUnderAttack {
		if (methods.isEmpty())
			throw new IllegalArgumentException("At least one method is needed, but none was given.");
		methods.forEach(PerturbedBatch::check);
		methods = List.copyOf(methods);
	}

	/** Of the bare network. */
	public AccuracyUnderAttack(final List<AttackMethod> methods, final Epsilons epsilons) {
		this(methods, epsilons, Optional.empty());
	}

	/** The points of all methods, each setting by itself and by ascending epsilon. */
	public List<Point> of(final Network network, final LabelledImages examples,
		final Progress progress) {
		return of(network, defence.map(before -> AttackTrial.of(network, before))
			.orElseGet(() -> List.of(AttackTrial.bare(network))), examples, progress);
	}

	/**
	 * The same of a network and of one that is the network behind a defence, such as a denoiser.
	 *
	 * @param name what that defence is called
	 */
	public List<Point> of(final Network network, final Network behind, final String name,
		final LabelledImages examples, final Progress progress) {
		return of(network, AttackTrial.of(network, behind, name), examples, progress);
	}

	private List<Point> of(final Network network, final List<AttackTrial> trials,
		final LabelledImages examples, final Progress progress) {
		network.descriptor().requireClasses("A robustness curve");
		final Counts counts = new Counts(trials);
		ImageBatch.forEach(examples, progress,
			(parts, batch) -> counts.add(network, batch, new Progress.SubProgress(progress,
				Math.max(0, parts - batch.count()), Math.min(parts, batch.count()), examples.count(), "")));
		return counts.points();
	}

	/** Its label or, where none is given, what the bare network says of the clean image. */
	private static ImageBatch labelled(final ImageBatch batch, final int[] said) {
		final int[] labels = batch.labels().clone();
		for (int n = 0; n < labels.length; n++)
			if (labels[n] == LabelledImages.LabelledImage.AS_PREDICTED) labels[n] = said[n];
		return batch.labelled(labels);
	}

	/** How many images are right, so far. */
	private final class Counts {

		private final List<AttackTrial> trials;
		/** By method, trial, judge and epsilon. */
		private final int[][][][] right;
		/** By method, trial and judge. */
		private final int[][][] unattacked;
		private int total;

		Counts(final List<AttackTrial> trials) {
			this.trials = trials;
			right = new int[methods.size()][trials.size()][][];
			unattacked = new int[methods.size()][trials.size()][];
			for (int m = 0; m < methods.size(); m++)
				for (int t = 0; t < trials.size(); t++) {
					right[m][t] = new int[trials.get(t).judges().size()][epsilons.count()];
					unattacked[m][t] = new int[trials.get(t).judges().size()];
				}
		}

		/** Each network is asked about the clean images once. */
		void add(final Network bare, final ImageBatch images, final Progress progress) {
			total += images.count();
			final Map<Network, int[]> said = new IdentityHashMap<>();
			final Function<Network, int[]> classes = network -> said.computeIfAbsent(network,
				one -> PerturbedBatch.classes(one, images.images()));
			final ImageBatch batch = labelled(images, classes.apply(bare));
			for (int t = 0; t < trials.size(); t++) {
				final AttackTrial.Clean clean = trials.get(t).clean(batch, classes);
				if (clean == null) continue;
				for (int m = 0; m < methods.size(); m++)
					add(m, t,
						trials.get(t).result(clean, methods.get(m), epsilons,
							new Progress.SubProgress(progress, t * methods.size() + m, 1,
								trials.size() * methods.size(), String.valueOf(methods.get(m)))));
			}
		}

		private void add(final int method, final int trial, final AttackTrial.Result more) {
			for (int j = 0; j < more.right().length; j++) {
				unattacked[method][trial][j] += more.unattacked()[j];
				for (int e = 0; e < epsilons.count(); e++)
					right[method][trial][j][e] += more.right()[j][e];
			}
		}

		List<Point> points() {
			final List<Point> points = new ArrayList<>();
			for (int m = 0; m < methods.size(); m++)
				for (int t = 0; t < trials.size(); t++)
					for (int j = 0; j < right[m][t].length; j++)
						for (int e = 0; e < epsilons.count(); e++)
							points.add(new Point(methods.get(m), trials.get(t).judges().get(j).setting(),
								epsilons.sizes().get(e), new Proportion(right[m][t][j][e], total),
								unattacked[m][t][j]));
			return points;
		}
	}
}
