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
import java.util.stream.IntStream;

import org.gradiscope.attack.method.AttackMethod;
import org.gradiscope.attack.target.EnsembleTargetModel;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.Progress;

/**
 * How often what fools one network fools another (Tram&egrave;r et al. 2018, "Ensemble Adversarial
 * Training"; Liu et al. 2016). A network is fooled by a perturbed image, as it would be saved, if it gives it another
 * class than it gives the clean image. So no labels are needed, and networks of different classes
 * compare.
 * <p>
 * With ensembles there is one more source: for each target all other networks together
 * ({@link EnsembleTargetModel}). What fools it fools each of these.
 * </p>
 */
public final class Transferability {

	private final int size;
	/** By source, the ensembles last, and target: how many images fool the source, that and the target, the target. */
	private final int[][] made;
	private final int[][] both;
	private final int[][] fooled;
	private int images;

	private Transferability(final int networks, final boolean ensembles) {
		final int sources = ensembles ? networks + 1 : networks;
		size = networks;
		made = new int[sources][networks];
		both = new int[sources][networks];
		fooled = new int[sources][networks];
	}

	/**
	 * Attacks each network on each image, and shows what comes out to all.
	 *
	 * @param networks sources and targets
	 * @param epsilon the only one; methods that seek the smallest change pass over it
	 * @param ensembles whether there are ensembles, of three networks or more that have the same classes
	 */
	public static Transferability of(final List<? extends Network> networks,
		final AttackMethod method, final Epsilons epsilon, final LabelledImages examples,
		final boolean ensembles, final Progress progress) {
		if (epsilon.count() != 1 || epsilon.sizes().get(0) == 0) throw new IllegalArgumentException(
			"One epsilon over 0 is needed, but " + epsilon.sizes() + " was given.");
		PerturbedBatch.check(method);
		networks.forEach(network -> network.descriptor().requireClasses("A transfer matrix"));
		if (ensembles) checkEnsembles(networks);
		final Transferability matrix = new Transferability(networks.size(), ensembles);
		ImageBatch.forEach(examples, progress,
			(parts, batch) -> matrix.add(networks, method, epsilon, batch,
				new Progress.SubProgress(progress, Math.max(0, parts - batch.count()),
					Math.min(parts, batch.count()), examples.count(), "")));
		return matrix;
	}

	private static void checkEnsembles(final List<? extends Network> networks) {
		if (networks.size() < 3) throw new IllegalArgumentException(
			"An ensemble of all networks but the target takes three networks or more, but " +
				networks.size() + " were given; give more, or ensemble=false.");
		EnsembleTargetModel.check(networks);
	}

	private void add(final List<? extends Network> networks, final AttackMethod method,
		final Epsilons epsilon, final ImageBatch batch, final Progress progress) {
		images += batch.count();
		final double wanted = epsilon.in(batch.images().range(), 0);
		// Of a narrow display range the usual size may be less than the one level that images hold.
		final boolean tooFine =
			epsilon.relative() && !batch.format().canChange(batch.bound(method, wanted));
		final double perValue = tooFine ? Math.max(1, wanted) : wanted;
		batch.format().check(batch.bound(method, perValue));
		final int[][] clean = new int[size][];
		for (int t = 0; t < size; t++)
			clean[t] = PerturbedBatch.classes(networks.get(t), batch.images());
		final int steps = isEnsemble(made.length - 1) ? 2 * size : size;
		for (int s = 0; s < steps; s++) {
			final int part = s % size;
			final int[] sources = s < size ? new int[] { s }
				: IntStream.range(0, size).filter(other -> other != part).toArray();
			final PerturbedBatch perturbed =
				PerturbedBatch.of(Arrays.stream(sources).mapToObj(networks::get).toList(),
					batch.labelled(clean[sources[0]]), method, perValue,
					new Progress.SubProgress(progress, s, 1, steps,
						s < size ? networks.get(s).descriptor().name()
							: "all but " + networks.get(part).descriptor().name()));
			final boolean[][] moved = new boolean[size][];
			for (int t = 0; t < size; t++)
				moved[t] = moved(clean[t], perturbed.classes(networks.get(t)));
			for (int t = 0; s < size && t < size; t++)
				count(s, t, moved[s], moved[t]);
			if (s >= size) count(size, part, all(moved, sources), moved[part]);
		}
	}

	private static boolean[] moved(final int[] before, final int[] after) {
		final boolean[] moved = new boolean[before.length];
		for (int n = 0; n < moved.length; n++)
			moved[n] = before[n] != after[n];
		return moved;
	}

	private static boolean[] all(final boolean[][] moved, final int[] sources) {
		final boolean[] all = new boolean[moved[0].length];
		for (int n = 0; n < all.length; n++) {
			final int image = n;
			all[n] = Arrays.stream(sources).allMatch(s -> moved[s][image]);
		}
		return all;
	}

	private void count(final int source, final int target, final boolean[] sources,
		final boolean[] targets) {
		for (int n = 0; n < targets.length; n++) {
			if (sources[n]) made[source][target]++;
			if (sources[n] && targets[n]) both[source][target]++;
			if (targets[n]) fooled[source][target]++;
		}
	}

	/** How many networks. */
	public int size() {
		return size;
	}

	/** How many sources: the networks and, with ensembles, one more, the ensembles without the target. */
	public int sources() {
		return made.length;
	}

	/** Whether a source is the ensembles without the target. */
	public boolean isEnsemble(final int source) {
		return source == size;
	}

	/** How many images. */
	public int images() {
		return images;
	}

	/** Of the images that fool the source (all of an ensemble), which they were made against: how many fool the target. */
	public Proportion transfer(final int source, final int target) {
		return new Proportion(both[source][target], made[source][target]);
	}

	/** Of all images that were made against the source: how many fool the target. */
	public Proportion fooled(final int source, final int target) {
		return new Proportion(fooled[source][target], images);
	}
}
