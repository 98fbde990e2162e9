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

package org.gradiscope.command;

import ij.measure.ResultsTable;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.gradiscope.attack.robustness.LabelledImages;
import org.gradiscope.files.FileTrees;
import org.gradiscope.imagej.ImageSet;
import org.gradiscope.imagej.PreprocessingTables;
import org.gradiscope.imagej.Tables;
import org.gradiscope.imagej.Titles;
import org.gradiscope.model.InputSize;
import org.gradiscope.model.Preprocessing;
import org.gradiscope.model.NumPyFile;
import org.gradiscope.model.NumbersFile;
import org.gradiscope.model.store.DescriptorFile;
import org.gradiscope.model.store.ModelStore;
import org.gradiscope.preprocessing.AnswerSearch;
import org.gradiscope.preprocessing.AnswerSearch.Tried;
import org.gradiscope.preprocessing.ExpectedAnswer;
import org.gradiscope.preprocessing.PreprocessingCandidate;
import org.gradiscope.preprocessing.PreprocessingCheck;
import org.gradiscope.preprocessing.CentralPart;
import org.gradiscope.tensor.Pixels;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Finds the preprocessing that a network was trained with. */
@Plugin(type = Command.class, name = "check-model", label = "Check Model",
	menu = { @Menu(label = "Plugins"), @Menu(label = "Gradiscope"),
		@Menu(label = "Check Model...", weight = 2.5) },
	description = "Says which value range, mean, order of channels and size a network was trained with, by what " +
		"its batch normalizations remember and how it answers to your images, or by what Python " +
		"gives for one of them; and writes it into a descriptor.")
public class CheckModel extends ImageSetCommand {

	private static final String NONE_EXPECTED = "none";

	/** More images tell no more. */
	private static final int MOST = 32;

	@Parameter(label = "Model", attrs = @Attr(name = Hints.OFFERS, value = Hints.MODELS),
		persist = false, description = NetworkCommand.MODEL_DESCRIPTION)
	private String model = ModelStore.EMBEDDED;

	@Parameter(label = "Expected answer",
		attrs = @Attr(name = Hints.OFFERS, value = NONE_EXPECTED + "|" + Hints.FILE), persist = false,
		description = "What Python gives for the image, or for all of them one after the other: a NumPy array " +
			"(.npy) or a text of numbers, scores or probabilities; none: the network itself is asked.")
	private String expected = NONE_EXPECTED;

	@Parameter(label = "Write the descriptor", persist = false,
		description = "Whether the best preprocessing is stated in the gradiscope.yaml beside the network, " +
			"which is a file or folder of your own; what that said before is kept as gradiscope.yaml.bak.")
	private boolean write = false;

	@Parameter(label = "Title", attrs = @Attr(name = Hints.ONCE), persist = false,
		description = "The table's title; auto: the network's name, then -preprocessing.")
	private String title = Titles.AUTO;

	@Parameter(type = ItemIO.OUTPUT, label = "Preprocessings",
		description = "Those that were tried, the best first, with how far each is off.")
	private ResultsTable table;

	@Override
	void execute() {
		checkImages();
		final DescriptorFile descriptor = write ? DescriptorFile.beside(new File(model.trim())) : null;
		try (OpenNetwork network = open(model)) {
			final List<Pixels> images = drawn(network, images(network).examples());
			table = Tables.empty();
			final Optional<PreprocessingCandidate> best =
				isExpected() ? searched(network, images) : checked(network, images);
			show(table, Titles.unique(title, network.descriptor().name() + "-preprocessing"));
			if (descriptor != null) write(descriptor, best, network.descriptor().preprocessing());
		}
	}

	private boolean isExpected() {
		return !expected.isBlank() && !expected.trim().equalsIgnoreCase(NONE_EXPECTED);
	}

	/** With an expected answer all of the images; else some, from the first to the last, of large ones the middle. */
	private List<Pixels> drawn(final OpenNetwork network, final LabelledImages all) {
		final InputSize size = network.descriptor().preprocessing().size();
		final int parts = isExpected() ? all.count() : Math.min(MOST, all.count());
		final List<Pixels> drawn = new ArrayList<>();
		for (int part = 0; part < parts; part++) {
			final List<LabelledImages.LabelledImage> slices = all.read(part * all.count() / parts);
			final int taken =
				isExpected() ? slices.size() : Math.min(slices.size(), (MOST + parts - 1) / parts);
			for (int i = 0; i < taken; i++) {
				final Pixels image = slices.get(i * slices.size() / taken).image();
				drawn.add(isExpected() ? image : CentralPart.of(image, size));
			}
		}
		if (!isExpected()) note(drawn.size() + " images were taken" +
			(size.fixed() ? "" : ", of those over " + CentralPart.SIDE + " pixels a side the middle") +
			".");
		return drawn;
	}

	/** By the network itself; what may be written, if anything. */
	private Optional<PreprocessingCandidate> checked(final OpenNetwork network,
		final List<Pixels> images) {
		final PreprocessingCheck check = PreprocessingCheck.of(network,
			PreprocessingCandidate.of(network.descriptor().preprocessing()), images, progress());
		PreprocessingTables.add(table, check);
		warn(check.verdict(network.descriptor().name()));
		return check.isFar() ? Optional.empty() : Optional.of(check.best().candidate());
	}

	/** By what another program gave. */
	private Optional<PreprocessingCandidate> searched(final OpenNetwork network,
		final List<Pixels> images) {
		final AnswerSearch search =
			AnswerSearch.of(network, new ExpectedAnswer(numbers()), images, progress());
		PreprocessingTables.add(table, search);
		warn(search.verdict(network.descriptor().name()));
		return Optional.of(search.best()).filter(best -> best.difference().isNone())
			.map(Tried::candidate);
	}

	private float[] numbers() {
		final File file = new File(expected.trim());
		if (!file.isFile())
			throw new IllegalArgumentException("The key 'expected' is none, or the path of a " +
				"NumPy array (.npy) or of a text of numbers, but there is no file " + file + ".");
		return NumPyFile.is(file.getName()) ? NumPyFile.read(file.toPath()).values()
			: NumbersFile.read(file.toPath());
	}

	private void write(final DescriptorFile file, final Optional<PreprocessingCandidate> best,
		final Preprocessing now) {
		if (best.isEmpty() || now.steps().isPresent()) {
			warn("Nothing was written, since " + (best.isEmpty() ? "no preprocessing is found"
				: "the one taken has steps, which are stated already") + ".");
			return;
		}
		try {
			final boolean before = file.state(best.get().preprocessing(), now);
			note(
				"Stated in " + file.file() + ": " + best.get().name() + " (" + best.get().scaling() + ")" +
					(before ? "; as its author left it, it is in " + file.backup().getFileName() : "") + ".");
		}
		catch (final IOException e) {
			throw new UncheckedIOException("The descriptor " + file.file() + " could not be written (" +
				FileTrees.reason(e) + "); see that its folder can be written to.", e);
		}
	}
}
