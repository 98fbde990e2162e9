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

package org.gradiscope.preprocessing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.gradiscope.engine.Network;
import org.gradiscope.engine.NormalizedLayer;
import org.gradiscope.engine.Progress;
import org.gradiscope.model.Fact;
import org.gradiscope.model.ModelDescriptor;
import org.gradiscope.model.Preprocessing;
import org.gradiscope.model.Probabilities;
import org.gradiscope.tensor.Pixels;

/**
 * How well preprocessings fit a network on images of the kind that it was trained on.
 *
 * @param byMoments whether by the moments that its batch normalizations store, {@link MomentMisfit}; else by its
 *          answers, {@link AnswerStatistics}
 * @param fits the best first
 * @param own the network's own preprocessing, which comes first where it is stated and no other is plainly better
 * @param images how many
 */
public record PreprocessingCheck(boolean byMoments, List<Fit> fits, Preprocessing own, int images) {

	/** Images that give moments, or answers, farther off are of another kind. Measured of right ones: 0.26 and 0.43 at most. */
	private static final double FAR = 0.5;

	/** Misfits under this times the best are no worse, by images that are not those of the training. */
	private static final double ALIKE = 1.1;
	/** The same by the answers to few images. */
	private static final double ALIKE_OF_FEW = 2;
	/** So many different images tell well. */
	public static final int ENOUGH = 8;

	/** Misfits differ by so much for no reason. */
	private static final double NOTHING = 1e-3;

	/**
	 * One of them.
	 *
	 * @param misfit 0 is perfect
	 * @param answers where these tell, for lack of moments
	 */
	public record Fit(PreprocessingCandidate candidate, double misfit,
		Optional<AnswerStatistics> answers) {

		private Fit(final PreprocessingCandidate candidate, final AnswerStatistics answers) {
			this(candidate, answers.misfit(), Optional.of(answers));
		}

		/** By which it is ranked. */
		double weighed() {
			return candidate.rarity() * misfit;
		}
	}

	/** How a fit is measured. */
	private interface Measure {

		/** @param images as they are given to the network */
		Fit of(PreprocessingCandidate candidate, Network prepared, List<Pixels> images);
	}

	/** @throws IllegalArgumentException if nothing of the network can tell */
	public static PreprocessingCheck of(final Network network,
		final List<PreprocessingCandidate> candidates, final List<Pixels> images,
		final Progress progress) {
		if (candidates.size() == 1) throw new IllegalArgumentException("The network " +
			network.descriptor().name() + " takes its images' own numbers, for which there is no other " +
			"preprocessing to try; give expected=FILE, what Python gives for one image.");
		final List<NormalizedLayer> layers = network.weights().normalizedLayers();
		if (!layers.isEmpty()) return byMoments(network, candidates, layers, images, progress);
		requireAnswers(network, images);
		return of(network, candidates, false, images,
			(candidate, prepared, scaled) -> new Fit(candidate, AnswerStatistics.of(prepared, scaled)),
			progress);
	}

	/** By some batch normalizations alone. */
	static PreprocessingCheck byMoments(final Network network,
		final List<PreprocessingCandidate> candidates, final List<NormalizedLayer> layers,
		final List<Pixels> images, final Progress progress) {
		final MomentMisfit moments = new MomentMisfit(layers);
		return of(network, candidates, true, images, (candidate, prepared, scaled) -> new Fit(candidate,
			moments.of(prepared, scaled), Optional.empty()), progress);
	}

	private static PreprocessingCheck of(final Network network,
		final List<PreprocessingCandidate> candidates, final boolean byMoments,
		final List<Pixels> images, final Measure measure, final Progress progress) {
		final List<Fit> fits = new ArrayList<>();
		try (CandidateNetworks prepared = new CandidateNetworks(network)) {
			for (final PreprocessingCandidate candidate : candidates) {
				progress.report(fits.size(), candidates.size(), candidate.name());
				progress.check();
				final PreprocessingCandidate whole = candidate.whole();
				fits.add(measure.of(candidate, prepared.of(whole, images),
					CandidateNetworks.images(whole, images)));
			}
		}
		fits.sort(Comparator.comparingDouble(Fit::weighed));
		if (Double.isNaN(fits.get(0).misfit())) throw new IllegalArgumentException(
			"The batch normalizations of " + network.descriptor().name() +
				" remember other channels than they take; give expected=FILE, " +
				"what Python gives for one image.");
		final PreprocessingCheck check = new PreprocessingCheck(byMoments, List.copyOf(fits),
			network.descriptor().preprocessing(), images.size());
		return isStated(network.descriptor()) && check.alike().contains(check.now())
			? check.withNowFirst() : check;
	}

	private PreprocessingCheck withNowFirst() {
		final List<Fit> others = new ArrayList<>(fits);
		others.remove(now());
		others.add(0, now());
		return new PreprocessingCheck(byMoments, List.copyOf(others), own, images);
	}

	private static boolean isStated(final ModelDescriptor network) {
		return !network.sources().getOrDefault(Fact.RANGE.toString(), "").startsWith("assumed");
	}

	private static void requireAnswers(final Network network, final List<Pixels> images) {
		final String remedy = "; give expected=FILE, what Python gives for one image.";
		if (!network.descriptor().givesClasses() ||
			network.descriptor().probabilities() == Probabilities.NONE)
			throw new IllegalArgumentException("The network " + network.descriptor().name() +
				" has no batch normalization that remembers its training, and gives no classes" + remedy);
		if (images.size() < 2)
			throw new IllegalArgumentException("The network " + network.descriptor().name() +
				" has no batch normalization that remembers its training, so its answers to several " +
				"different images are needed, but one was given; give a stack or a folder" + remedy);
	}

	public Fit best() {
		return fits.get(0);
	}

	/** Whether the best is no better than images of another kind make any. */
	public boolean isFar() {
		return best().misfit() > FAR;
	}

	/** The network's own. */
	public Fit now() {
		return fits.stream().filter(fit -> fit.candidate().isLike(own)).findFirst().orElseThrow();
	}

	/** Those that the best is not plainly better than. */
	public List<Fit> alike() {
		final double same = byMoments || images >= ENOUGH ? ALIKE : ALIKE_OF_FEW;
		return fits.stream().skip(1).filter(fit -> fit.weighed() < same * best().weighed() + NOTHING)
			.toList();
	}

	/**
	 * What came out, in a few sentences.
	 *
	 * @param network its name
	 */
	public String verdict(final String network) {
		return Stream.of(winner(network), taken(), ties(), doubt(), advice())
			.filter(sentence -> !sentence.isEmpty()).collect(Collectors.joining(" "));
	}

	private String winner(final String network) {
		return "Of " + fits.size() + " preprocessings, " + described(best()) + " fits " +
			(byMoments ? "what the batch normalization of " + network + " remembers"
				: "the answers of " + network) +
			" best" + (isNow() ? ", and is the one taken" : "") + (alike().isEmpty() && fits.size() > 1
				? "; the next, " + fits.get(1).candidate().name() + times(fits.get(1)) : "") +
			".";
	}

	private boolean isNow() {
		return best().equals(now());
	}

	private String taken() {
		return isNow() ? "" : "The one taken, " + described(now()) + times(now()) + ".";
	}

	private String times(final Fit fit) {
		return String.format(Locale.ROOT, ", is %.1f times as far off", timesBest(fit));
	}

	private String ties() {
		return alike().isEmpty() ? "" : "By these images it cannot be told from " +
			alike().stream().map(fit -> fit.candidate().name()).collect(Collectors.joining("; ")) + ".";
	}

	private String doubt() {
		return isFar()
			? "None fits well, as if the images were of another kind than those of the training." : "";
	}

	private String advice() {
		return images >= ENOUGH ? "" : "The images are few (" + images + "): a stack or folder of " +
			ENOUGH + " different ones, as the network was trained on, tells better.";
	}

	private static String described(final Fit fit) {
		return fit.candidate().name() + " (" + fit.candidate().scaling() + ")";
	}

	/** How many times as far off as the best one is, if rare with its weight. */
	public double timesBest(final Fit fit) {
		return fit.weighed() / Math.max(NOTHING, best().weighed());
	}
}
