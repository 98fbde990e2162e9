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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import org.gradiscope.engine.Engine;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.Progress;
import org.gradiscope.imagej.ImageSet;
import org.gradiscope.imagej.ShownImage;
import org.gradiscope.model.Preprocessing;
import org.gradiscope.model.store.ModelStore;
import org.gradiscope.tensor.Pixels;

/**
 * Checks the preprocessing of networks that were trained with known ones: the files that {@code networks.csv} lists with
 * their presets, on the images beside it. Ends with 1 if more than one in twenty is wrong.
 */
public final class TrainedRanges {

	private static final double RIGHT = 0.95;

	private final List<Pixels> images;
	private int all;
	private int right;
	private int doubts;
	private int seen;
	private int falseAlarms;
	private int certain;

	private TrainedRanges(final List<Pixels> images) {
		this.images = images;
	}

	/** Argument: the folder. */
	public static void main(final String... args) throws IOException {
		final Path folder = Path.of(args[0]);
		final ImageSet set =
			ImageSet.folder(folder.resolve("images").toString(), ShownImage::of, line -> {});
		final List<Pixels> images = new ArrayList<>();
		for (int part = 0; part < set.examples().count(); part++)
			set.examples().read(part).forEach(read -> images.add(read.image()));
		final TrainedRanges figures = new TrainedRanges(images);
		final Map<String, Map<String, String>> rows = new TreeMap<>();
		for (final String line : Files.readAllLines(folder.resolve("networks.csv"))) {
			final String[] cells = line.split(",");
			if (cells[0].equals("file")) continue;
			final String cell = figures.check(folder.resolve(cells[0]), cells[2]);
			rows.computeIfAbsent(cells[1], key -> new LinkedHashMap<>()).put(cells[2], cell);
			System.err.println(cells[0] + ": " + cell);
		}
		rows.forEach((architecture,
			row) -> System.out.println("| " + architecture + " | " +
				String.join(" | ", List.of("tf", "unit", "raw", "torch", "caffe").stream()
					.map(preset -> row.getOrDefault(preset, "")).toList()) +
				" |"));
		System.out.printf(Locale.ROOT, "right: %d of %d%n", figures.right, figures.all);
		System.out.printf(Locale.ROOT,
			"one image, range assumed wrongly: %d of %d doubted; rightly: %d of %d doubted%n",
			figures.doubts, figures.seen, figures.falseAlarms, figures.certain);
		System.exit(figures.right >= RIGHT * figures.all ? 0 : 1);
	}

	private String check(final Path model, final String preset) {
		try (Network network = Engine.load().open(ModelStore.find(model.toString()))) {
			final List<PreprocessingCandidate> candidates =
				PreprocessingCandidate.of(network.descriptor().preprocessing());
			final PreprocessingCheck check =
				PreprocessingCheck.of(network, candidates, images, Progress.NONE);
			final boolean isRight = check.best().candidate().name().equals(preset);
			all++;
			if (isRight) right++;
			if (check.byMoments()) doubt(network, candidates, preset);
			return isRight ? String.format(Locale.ROOT, "yes, %.1f", check.timesBest(check.fits().get(1)))
				: "no: " + check.best().candidate().name();
		}
	}

	/** By each image alone, of the range that is assumed where nothing speaks for another, and of the right one. */
	private void doubt(final Network network, final List<PreprocessingCandidate> candidates,
		final String preset) {
		try (Network assumed = network.weights().preparedBy(named(candidates, "unit"));
			Network known = network.weights().preparedBy(named(candidates, preset))) {
			for (final Pixels image : images) {
				if (!preset.equals("unit")) {
					seen++;
					if (RangeEvidence.of(assumed, image).isPresent()) doubts++;
				}
				certain++;
				if (RangeEvidence.of(known, image).isPresent()) falseAlarms++;
			}
		}
	}

	private static Preprocessing named(final List<PreprocessingCandidate> candidates,
		final String name) {
		return candidates.stream().filter(candidate -> candidate.name().equals(name)).findFirst()
			.orElseThrow().preprocessing();
	}
}
