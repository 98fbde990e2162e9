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

import ij.ImagePlus;
import ij.measure.ResultsTable;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.gradiscope.attack.robustness.Proportion;
import org.gradiscope.engine.NewHead;
import org.gradiscope.engine.TrainableNetwork;
import org.gradiscope.imagej.ImageSet;
import org.gradiscope.imagej.Tables;
import org.gradiscope.imagej.TrainingPlots;
import org.gradiscope.imagej.TrainingTables;
import org.gradiscope.training.Augmentation;
import org.gradiscope.training.Confusion;
import org.gradiscope.training.FineTuning;
import org.gradiscope.training.FineTuning.Stage;
import org.gradiscope.training.NewClasses;
import org.gradiscope.training.Split;
import org.gradiscope.training.TrainingImages;
import org.gradiscope.training.TrainingLoop.Course;
import org.gradiscope.training.TrainingOptions;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Teaches a network the classes of the user's own images. */
@Plugin(type = Command.class, name = "fine-tune", label = "Fine-Tune",
	menu = { @Menu(label = "Plugins"), @Menu(label = "Gradiscope"),
		@Menu(label = "Fine-Tune...", weight = 44) },
	description = "Makes a network of classes of your own from another network: a new last layer, or all " +
		"layers, are trained on labelled slices of a stack, or images of a folder, and the accuracy on " +
		"held-out images is measured.")
public class FineTune extends TrainingCommand {

	/** Of the last layer before all are trained. */
	private static final int HEAD_EPOCHS = 30;
	private static final int ALL_EPOCHS = 10;
	private static final double HEAD_RATE = 3e-3;
	/** Measured on drawings: more held-out images are right than with less. */
	private static final double HEAD_DECAY = 0.3;
	private static final double ALL_RATE = 1e-4;

	@Parameter(label = "Classes from",
		attrs = @Attr(name = Hints.OFFERS, value = "auto|folders|names|" + Hints.FILE), persist = false,
		description = "Which classes there are, and which each image shows. folders: the names of the " +
			"folders in the folder; names: of the files or slices, without the number at the end " +
			"(bacteria-012.png); auto: folders where there are some, else names; or the path of a table " +
			"(.csv) of files or slices and their labels.")
	private String labels = Keys.AUTO;

	@Parameter(label = "Train", choices = { "head", "all" }, persist = false,
		description = "head: a new last layer, on features that are computed once; all: that first, and " +
			"then all layers, which takes several times as long. Normalizations stay as they are.")
	private String train = "head";

	@Parameter(label = "Features", attrs = @Attr(name = Hints.ADVANCED), persist = false,
		description = "The layer whose channels the new classes are told by, their mean over all " +
			"positions; what comes after it is left out. auto: what the network's own last layer takes.")
	private String layer = Keys.AUTO;

	@Parameter(label = "Augment", attrs = @Attr(name = Hints.OFFERS, value = "all|none|turn,flip"),
		persist = false,
		description = "How images trained on are changed at random, separated by commas, or all, or none. " +
			"turn: by quarters of a circle; flip: mirrored; brightness: up to a tenth of the value range, and " +
			"the contrast up to a fifth; blur: up to 1 pixel; noise: up to 0.03 of the value range.")
	private String augment = "all";

	@Parameter(label = "Copies", attrs = @Attr(name = Hints.ADVANCED), persist = false,
		description = "Of each image, changed at random, that the last layer is trained on besides it, from 0.")
	private int copies = 4;

	@Parameter(label = "Epochs",
		attrs = { @Attr(name = Hints.OFFERS, value = Keys.AUTO), @Attr(name = Hints.ADVANCED) },
		persist = false,
		description = "How often each image and each of its copies is trained on, from 1; auto: " +
			HEAD_EPOCHS + " of the last layer, " + ALL_EPOCHS + " of all layers after that.")
	private String epochs = Keys.AUTO;

	@Parameter(label = "Batch size", attrs = @Attr(name = Hints.ADVANCED), persist = false,
		description = "How many images a step of the training has, from 1.")
	private int batch = 32;

	@Parameter(label = "Learning rate",
		attrs = { @Attr(name = Hints.OFFERS, value = Keys.AUTO), @Attr(name = Hints.ADVANCED) },
		persist = false,
		description = "Adam's largest step size, over 0, which falls to 0 in the end; auto: 0.003 of the last " +
			"layer, whose features are scaled to one deviation, 0.0001 of all layers.")
	private String rate = Keys.AUTO;

	@Parameter(label = "Live curves", persist = false,
		description = "Shows in a window of its own how training goes.")
	private boolean live = false;

	@Parameter(type = ItemIO.OUTPUT, label = "Figures",
		description = "Accuracy on held-out images, of all and of each class, with intervals of 95 % (Wilson " +
			"1927).")
	private ResultsTable table;

	@Parameter(type = ItemIO.OUTPUT, label = "Confusion",
		description = "Of each class, how many of its held-out images are taken for which.")
	private ResultsTable confusion;

	@Parameter(type = ItemIO.OUTPUT, label = "Curves",
		description = "Accuracy and likelihood on held-out images, and the loss, against the steps.")
	private ImagePlus curves;

	@Override
	void execute() {
		checkImages();
		final FineTuning tuning = tuning();
		try (OpenNetwork network = open(model())) {
			final Path folder = place(network.descriptor().name() + "-fine-tuned");
			final ImageSet images = images(network);
			final NewClasses classes = new ImageClasses(labels, ImageClasses.NEW).ofNew(images);
			remark(classes.toString());
			final TrainingImages read = read(images, classes.of());
			final Split split =
				Split.stratified(read.examples().classes(), classes.labels(), holdout(), seed());
			tellFew(split.heldOut().length);
			try (
				NewHead start = network.weights().withNewHead(classes.labels(), layer,
					String.valueOf(folder.getFileName()));
				TrainableNetwork trained = start.network().weights().trainable(layers(start, tuning))) {
				tell(start, tuning, read);
				train(network, start, trained, tuning, images, read, split, folder);
			}
		}
	}

	private FineTuning tuning() {
		final boolean all = Keys.choice("train", train, new String[] { "head", "all" }).equals("all");
		final TrainingOptions options =
			TrainingOptions.of(1).withBatch(positive("batch", batch)).withSeed(seed());
		final double step = Keys.number("rate", rate, all ? ALL_RATE : HEAD_RATE);
		final int times = times(all ? ALL_EPOCHS : HEAD_EPOCHS);
		final Stage last = new Stage(all ? HEAD_EPOCHS : times,
			options.withRate(all ? HEAD_RATE : step).withDecay(HEAD_DECAY));
		return new FineTuning(augmentation(), copies, last,
			all ? Optional.of(new Stage(times, options.withRate(step).withDecay(0))) : Optional.empty());
	}

	private int times(final int usual) {
		final double times = Keys.number("epochs", epochs, usual);
		if (times != Math.rint(times) || times < 1 || times > Integer.MAX_VALUE)
			throw new IllegalArgumentException(
				"The key 'epochs' is a whole number from 1, or auto, but '" + epochs + "' was given.");
		return (int) times;
	}

	private Augmentation augmentation() {
		return switch (augment.trim().toLowerCase(Locale.ROOT)) {
			case "all" -> Augmentation.ALL;
			case "none" -> Augmentation.NONE;
			default -> new Augmentation(
				EnumSet.copyOf(Keys.choices("augment", augment, Augmentation.Change.values())));
		};
	}

	/** Those that change, the new one first. */
	private static List<String> layers(final NewHead start, final FineTuning tuning) {
		return tuning.all().isPresent() ? start.network().weights().trainableLayers()
			: List.of(start.layer());
	}

	private void tell(final NewHead start, final FineTuning tuning, final TrainingImages read) {
		remark("The classes are told by " + start.source() + ".");
		if (tuning.all().isPresent()) tellFixed(start.network());
		if (tuning.augmentation().turnsHalf(read.examples().images()))
			remark("The images are not square, so they are turned by half circles only.");
	}

	private void train(final OpenNetwork network, final NewHead start, final TrainableNetwork trained,
		final FineTuning tuning, final ImageSet images, final TrainingImages read, final Split split,
		final Path folder) {
		final String name = title(images, "fine-tuned");
		showLive(live, name, 640, 400);
		final Course course = tuning.train(start, trained, read.examples().at(split.training()),
			read.examples().at(split.heldOut()), layer -> create(layer, "last layer", seed()),
			points -> progress().offer(() -> TrainingPlots.picture(points)), part(0, 9, ""));
		tellCanceled(course);
		final Confusion found = Confusion.of(trained, read.examples().at(split.heldOut()));
		final Map<String, Object> training = trainedOn(images, read, split.training(), split.heldOut());
		training.put("from", named(network));
		training.put("features", start.source());
		training.put("kept", KEPT);
		training.put("options", options(tuning));
		finish(network, course, found, name, save(trained, folder, training, figures(found)));
	}

	private Map<String, Object> options(final FineTuning tuning) {
		final Map<String, Object> all = new LinkedHashMap<>();
		all.put("train", train);
		all.put("augment", tuning.augmentation().toString());
		all.put("copies", tuning.copies());
		all.put("epochs", tuning.all().orElse(tuning.head()).epochs());
		all.put("batch", batch);
		all.put("rate", tuning.all().orElse(tuning.head()).options().rate());
		all.put("seed", seed());
		return all;
	}

	private static Map<String, Object> figures(final Confusion found) {
		final Map<String, Object> figures = new LinkedHashMap<>();
		figures.put("accuracy", described(found.right()));
		final Map<String, Object> classes = new LinkedHashMap<>();
		for (int k = 0; k < found.labels().count(); k++)
			classes.put(found.labels().name(k), described(found.right(k)));
		figures.put("classes", classes);
		return figures;
	}

	private void finish(final OpenNetwork network, final Course course, final Confusion found,
		final String name, final Path folder) {
		final Proportion right = found.right();
		note(right.count() + " of " + right.total() + " held-out images are right.");
		table = Tables.empty();
		TrainingTables.addAccuracy(table, found);
		Tables.addRange(table, network.descriptor());
		confusion = Tables.empty();
		TrainingTables.addConfusion(confusion, found);
		curves = TrainingPlots.of(course.points(), name);
		finish(curves, NetworkCommand.recipe(recipe(), network).with("saved as", folder.getFileName())
			.with("best step", course.best().step()), input());
		show(table, name + "-figures");
		show(confusion, name + "-confusion");
	}
}
