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

import java.util.List;
import java.util.Locale;

import org.gradiscope.attribution.concept.ConceptActivations;
import org.gradiscope.attribution.concept.ConceptDraw;
import org.gradiscope.attribution.concept.ConceptScores;
import org.gradiscope.attribution.concept.PatchPlaces;
import org.gradiscope.engine.Progress;
import org.gradiscope.imagej.ConceptTables;
import org.gradiscope.imagej.ImageSet;
import org.gradiscope.imagej.Region;
import org.gradiscope.imagej.ShownImage;
import org.gradiscope.imagej.SliceSelection;
import org.gradiscope.imagej.Tables;
import org.gradiscope.imagej.Titles;
import org.gradiscope.model.InputSize;
import org.gradiscope.model.ModelDescriptor;
import org.gradiscope.model.store.ModelStore;
import org.gradiscope.options.OptionRecords;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Says whether a class's score depends on a concept that examples show. */
@Plugin(type = Command.class, name = TestConcept.NAME, label = "Test Concept",
	menu = { @Menu(label = "Plugins"), @Menu(label = "Gradiscope"),
		@Menu(label = "Test Concept...", weight = 12.7) },
	description = "Says whether the score of a class grows towards a concept, which examples show beside " +
		"random images: testing with concept activation vectors (Kim et al. 2018, 'Interpretability Beyond " +
		"Feature Attribution').")
public class TestConcept extends ImageSetCommand {

	static final String NAME = "test-concept";
	private static final String SELECTION = "selection";
	/** What the loss of separators counts beside the penalty, as in the authors' program. */
	private static final double LOSS = 1;

	@Parameter(label = "Model", attrs = @Attr(name = Hints.OFFERS, value = Hints.MODELS),
		persist = false, description = NetworkCommand.MODEL_DESCRIPTION)
	private String model = ModelStore.EMBEDDED;

	@Parameter(label = "Class", attrs = @Attr(name = Hints.OFFERS, value = Hints.CLASSES),
		persist = false,
		description = "The label or index of the class whose score is asked about. The images are images of it.")
	private String target = "0";

	@Parameter(label = "Concept",
		attrs = @Attr(name = Hints.OFFERS, value = SELECTION + "|" + Hints.FOLDER), persist = false,
		description = "Examples of the concept: a folder, a glob or a stack; selection: squares cut at random " +
			"out of the selected area of the open image.")
	private String concept = SELECTION;

	@Parameter(label = "Random images",
		attrs = @Attr(name = Hints.OFFERS, value = Keys.AUTO + "|" + Hints.FOLDER), persist = false,
		description = "What the concept is compared with: a folder, a glob or a stack of other images, better " +
			"many; auto: of a selection, squares of what is not selected.")
	private String random = Keys.AUTO;

	@Parameter(label = "Layer",
		attrs = @Attr(name = Hints.OFFERS, value = Keys.AUTO + "|" + Hints.LAYERS), persist = false,
		description = "Where the concept is looked for, by the mean of each channel over all positions; auto: " +
			"the network's own choice.")
	private String layer = Keys.AUTO;

	@Parameter(label = "Sets of random images", persist = false,
		description = "How often a separator is found anew, from 2; the t-test compares that many scores.")
	private int sets = 20;

	@Parameter(label = "Squares of a selection",
		attrs = { @Attr(name = Hints.WHEN, value = "concept=" + SELECTION),
			@Attr(name = Hints.ADVANCED) },
		persist = false, description = "How many are cut out of it, from 6, and twice as many outside.")
	private int squares = 40;

	@Parameter(label = "Side of the squares (pixels)",
		attrs = { @Attr(name = Hints.WHEN, value = "concept=" + SELECTION),
			@Attr(name = Hints.OFFERS, value = Keys.AUTO), @Attr(name = Hints.ADVANCED) },
		persist = false,
		description = "auto: half of the largest square within the selection, or the smallest that the network " +
			"takes.")
	private String side = Keys.AUTO;

	@Parameter(label = "Seed", attrs = @Attr(name = Hints.ADVANCED), persist = false,
		description = "Of the sets and squares; equal seeds give equal results.")
	private long seed = 1;

	@Parameter(label = "Title", attrs = @Attr(name = Hints.ONCE), persist = false,
		description = "What the titles of the tables begin with; auto: the network's name, then -concept.")
	private String title = Titles.AUTO;

	@Parameter(type = ItemIO.OUTPUT, label = "Scores",
		description = "The mean score of the concept and of random images, their t-test, how many held-out " +
			"examples the separators put right, and the share of those that do no better than chance.")
	private ResultsTable table;

	@Parameter(type = ItemIO.OUTPUT, label = "Sets", description = "The same of each separator.")
	private ResultsTable separators;

	@Parameter(type = ItemIO.OUTPUT, label = "Direction",
		description = "The mean direction of the concept, a weight for each channel; Feature Visualization " +
			"draws it (objective=direction direction=FILE).")
	private ResultsTable direction;

	/** Examples of the concept, and what they are compared with. */
	private record Examples(Iterable<Pixels> concept, Iterable<Pixels> random) {}

	@Override
	void execute() {
		checkImages();
		OptionRecords.require("Test Concept needs", sets >= 2 && sets <= 1000, "2 to 1000 sets", sets);
		OptionRecords.require("Test Concept needs", squares >= ConceptDraw.FEWEST && squares <= 10_000,
			ConceptDraw.FEWEST + " to 10000 squares", squares);
		try (OpenNetwork network = open(model)) {
			check(network.descriptor());
			final int index = network.descriptor().labels().index(target.trim());
			final String name = network.descriptor().layer(layer.trim(), NAME).name();
			final Examples examples = examples(network);
			final double[][] shown =
				ConceptActivations.of(network, name, examples.concept(), part(0, 3, "concept"));
			final double[][] others =
				ConceptActivations.of(network, name, examples.random(), part(3, 3, "random images"));
			final double[][] slopes = ConceptActivations.slopes(network, name, index,
				streamedWhole(network).all(), part(6, 3, "images of the class"));
			if (slopes.length == 0) throw new IllegalArgumentException(
				"Test Concept needs images of the class, but none was given that can be read.");
			final ConceptScores found = ConceptScores.of(shown, others, slopes,
				ConceptDraw.draw(sets, shown.length, others.length, seed), LOSS);
			show(network.descriptor(), network.descriptor().labels().name(index), name, slopes.length,
				found);
			tellPadding(network);
		}
	}

	private Progress part(final int from, final int length, final String what) {
		return new Progress.SubProgress(progress(), from, length, 9, what);
	}

	private static void check(final ModelDescriptor network) {
		if (network.preprocessing().size().isVolume())
			throw new IllegalArgumentException("The network " + network.name() +
				" takes volumes, which Test Concept does not work with yet.");
		if (!network.givesClasses())
			throw new IllegalArgumentException("Test Concept is about the score of a class, but " +
				network.name() + " gives " + network.gives() + ".");
	}

	private boolean isSelection() {
		return concept.trim().equalsIgnoreCase(SELECTION);
	}

	private Examples examples(final OpenNetwork network) {
		if (!isSelection()) {
			if (Keys.isAuto(random)) throw new IllegalArgumentException("A concept is told from other " +
				"images: give the key 'random', a folder, a glob or a stack of them.");
			return new Examples(streamed(network, concept.trim()).all(),
				streamed(network, random.trim()).all());
		}
		if (open() == null || !Region.isSelected(open())) throw new IllegalArgumentException(
			"The concept is what is selected, but no area is; select one, or give concept=PATH.");
		return squares(network);
	}

	/** Cut out of the slice that is shown. */
	private Examples squares(final OpenNetwork network) {
		final ShownImage shown = NetworkCommand.shown(network, open());
		final Pixels image =
			shown.read(SliceSelection.CURRENT.of(shown)[0], Region.whole(shown.image()));
		final Tensor inside = Region.of(shown.image()).indicator();
		final PatchPlaces selected = new PatchPlaces(inside);
		final int length = side(selected, network.descriptor().preprocessing().size());
		final List<Pixels> some = selected.cut(image, length, squares, seed);
		note(some.size() + " squares of " + length + "x" + length +
			" pixels are cut out of the selection; they may overlap.");
		if (!Keys.isAuto(random)) return new Examples(some, streamed(network, random.trim()).all());
		final Tensor outside = Tensor.zeros(inside.shape());
		for (int i = 0; i < outside.size(); i++)
			outside.data()[i] = 1 - inside.data()[i];
		return new Examples(some, new PatchPlaces(outside).cut(image, length, 2 * squares, seed + 1));
	}

	private int side(final PatchPlaces selected, final InputSize size) {
		final int largest = selected.largest();
		final int least = size.fixed() ? 1 : Math.max(size.height(), size.width());
		final int usual = Math.min(largest, Math.max(least, largest / 2));
		if (largest < least) throw new IllegalArgumentException(
			"The largest square within the selection " + "has a side of " + largest +
				" pixels, but the network takes images from " + least + " pixels up; select more.");
		final double wanted = Keys.number("side", side, usual);
		OptionRecords.require("The squares of a selection need",
			wanted == Math.rint(wanted) && wanted >= least && wanted <= largest, "a side of " + least +
				" pixels, which the network takes, to " + largest + ", which fits into it",
			side);
		return (int) wanted;
	}

	private void show(final ModelDescriptor network, final String label, final String name,
		final int images, final ConceptScores found) {
		final String stem = Titles.of(title, network.name() + "-concept");
		table = Tables.empty();
		ConceptTables.addScores(table, label, name, images, found);
		Tables.addRange(table, network);
		separators = Tables.empty();
		ConceptTables.addSets(separators, found);
		direction = Tables.empty();
		ConceptTables.addDirection(direction, found.direction());
		warn(found.verdict(label));
		show(table, stem);
		show(separators, stem + "-sets");
		show(direction, stem + "-direction");
	}
}
