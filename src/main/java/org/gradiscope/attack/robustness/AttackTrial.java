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

import java.util.List;
import java.util.function.Function;

import org.gradiscope.attack.defence.DefendedNetwork;
import org.gradiscope.attack.defence.Defence;
import org.gradiscope.attack.method.AttackMethod;
import org.gradiscope.attack.method.AttackMethod.Family;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.Progress;

/**
 * Attacks on one network, of which one or more judge what came of them.
 *
 * @param attacked the network that the attacks ask
 * @param judges who say what is right
 */
record AttackTrial(Network attacked, List<Judge> judges) {

	/** The draws of a judge, and their seed, which is none of an attack's. */
	private static final int JUDGED = 9;
	private static final long FRESH = ~1L;

	/** A network, with or without something before it, that says whether an image is right. */
	record Judge(Network network, Setting setting) {}

	/**
	 * What came of a method, for each judge.
	 *
	 * @param right for each epsilon, how many images stay right
	 * @param unattacked how many of them do because the attack found nothing to start from
	 */
	record Result(int[][] right, int[] unattacked) {}

	/** On the bare network. */
	static AttackTrial bare(final Network network) {
		return new AttackTrial(network, List.of(new Judge(network, Setting.BARE)));
	}

	/**
	 * On the bare network, judged with and without a defence, and through the defence. A random one answers with
	 * the mean over draws; those of the judge are fresh ones.
	 */
	static List<AttackTrial> of(final Network network, final Defence defence) {
		final Network judge = new DefendedNetwork(network, defence, JUDGED, FRESH);
		return List.of(
			new AttackTrial(network,
				List.of(new Judge(network, Setting.BARE), new Judge(judge, Setting.naive(defence)))),
			new AttackTrial(new DefendedNetwork(network, defence, DefendedNetwork.DRAWS, 1),
				List.of(new Judge(judge, Setting.adaptive(defence)))));
	}

	/**
	 * On a network, judged by that and by the same behind a defence, and on the latter.
	 *
	 * @param behind the defence and the network as one
	 * @param defence what it is called
	 */
	static List<AttackTrial> of(final Network network, final Network behind, final String defence) {
		return List.of(
			new AttackTrial(network,
				List.of(new Judge(network, Setting.BARE), new Judge(behind, Setting.naive(defence)))),
			new AttackTrial(behind, List.of(new Judge(behind, Setting.adaptive(defence)))));
	}

	/**
	 * The images that at least one judge is right about, and which.
	 *
	 * @param right for each judge whether it is right about each image
	 */
	record Clean(ImageBatch batch, List<boolean[]> right) {}

	/**
	 * Null if nobody is right about any image.
	 *
	 * @param said the classes of the clean images, by a network of a judge
	 */
	Clean clean(final ImageBatch batch, final Function<Network, int[]> said) {
		final List<boolean[]> right = judges.stream()
			.map(judge -> Truths.same(batch.labels(), said.apply(judge.network()))).toList();
		final boolean[] any = new boolean[batch.count()];
		for (final boolean[] one : right)
			for (int n = 0; n < any.length; n++)
				any[n] |= one[n];
		final ImageBatch some = batch.only(any);
		return some == null ? null
			: new Clean(some, right.stream().map(one -> Truths.only(one, any)).toList());
	}

	/** Runs a method on the images that are right. */
	Result result(final Clean clean, final AttackMethod method, final Epsilons epsilons,
		final Progress progress) {
		return method.family() == Family.MINIMAL ? minimal(clean, method, epsilons, progress)
			: bounded(clean, method, epsilons, progress);
	}

	private Result bounded(final Clean clean, final AttackMethod method, final Epsilons epsilons,
		final Progress progress) {
		final ImageBatch batch = clean.batch();
		final int[][] right = new int[judges.size()][epsilons.count()];
		for (int e = 0; e < epsilons.count(); e++) {
			final double epsilon = epsilons.in(batch.images().range(), e);
			if (epsilon > 0 && !epsilons.relative()) batch.format().check(batch.bound(method, epsilon));
			final PerturbedBatch perturbed = epsilon == 0 ? null : PerturbedBatch.of(attacked, batch,
				method, epsilon, new Progress.SubProgress(progress, e, epsilons.count()));
			for (int j = 0; j < right.length; j++)
				right[j][e] = Truths.count(perturbed == null ? clean.right().get(j)
					: Truths.and(clean.right().get(j), judged(j, perturbed)));
		}
		// Each of these methods starts from the image itself.
		return new Result(right, new int[judges.size()]);
	}

	private Result minimal(final Clean clean, final AttackMethod method, final Epsilons epsilons,
		final Progress progress) {
		// Such a method takes no epsilon.
		final PerturbedBatch perturbed = PerturbedBatch.of(attacked, clean.batch(), method,
			clean.batch().images().range().extent(), progress);
		final double[] sizes = perturbed.sizes();
		final int[][] right = new int[judges.size()][epsilons.count()];
		final int[] unattacked = new int[judges.size()];
		for (int j = 0; j < right.length; j++) {
			final boolean[] still = judged(j, perturbed);
			unattacked[j] =
				Truths.count(Truths.and(perturbed.unattacked(), Truths.and(clean.right().get(j), still)));
			for (int e = 0; e < epsilons.count(); e++)
				for (int n = 0; n < sizes.length; n++)
					if (clean.right().get(j)[n] &&
						(still[n] || sizes[n] > epsilons.in(clean.batch().images().range(), e))) right[j][e]++;
		}
		return new Result(right, unattacked);
	}

	private boolean[] judged(final int judge, final PerturbedBatch perturbed) {
		return Truths.same(perturbed.batch().labels(), perturbed.classes(judges.get(judge).network()));
	}
}
