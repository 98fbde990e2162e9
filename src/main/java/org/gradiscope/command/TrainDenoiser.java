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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.gradiscope.attack.bound.Bound;
import org.gradiscope.attack.method.AttackMethods;
import org.gradiscope.attack.patch.Holdout;
import org.gradiscope.attack.robustness.AccuracyUnderAttack.Point;
import org.gradiscope.attack.robustness.DefenceGain;
import org.gradiscope.attack.robustness.LabelledImages;
import org.gradiscope.engine.DenoiserArchitecture;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.TrainableNetwork;
import org.gradiscope.imagej.DenoiserPictures;
import org.gradiscope.imagej.ImageSet;
import org.gradiscope.imagej.Recipe;
import org.gradiscope.imagej.Tables;
import org.gradiscope.imagej.Titles;
import org.gradiscope.imagej.TrainingPlots;
import org.gradiscope.imagej.TrainingTables;
import org.gradiscope.model.Layer;
import org.gradiscope.model.ModelDescriptor;
import org.gradiscope.objective.Expression;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.training.Examples;
import org.gradiscope.training.LabelOracle;
import org.gradiscope.training.Trainer;
import org.gradiscope.training.TrainingImages;
import org.gradiscope.training.TrainingLoop;
import org.gradiscope.training.TrainingLoop.Course;
import org.gradiscope.training.TrainingOptions;
import org.gradiscope.training.adversarial.DenoiserTraining;
import org.gradiscope.training.adversarial.HeldOutAttacks;
import org.gradiscope.training.adversarial.ObliviousValidation;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Trains a denoiser in front of a network that stays as it is. */
@Plugin(type = Command.class, name = "train-denoiser", label = "Train Denoiser",
	menu = { @Menu(label = "Plugins"), @Menu(label = "Gradiscope"),
		@Menu(label = "Train Denoiser...", weight = 43) },
	description = "Trains a small network that goes in front of another and takes perturbations out of its " +
		"images (Liao et al. 2018), on slices of a stack or images of a folder, and measures what that gains " +
		"against attacks that do not know of it and against those that do.")
public class TrainDenoiser extends TrainingCommand {

	/** What it is called in results. */
	private static final String DENOISER = "denoiser";
	/** Steps of the attack that watches the training. */
	private static final int WATCHING = 10;
	/** Held-out images that are shown. */
	private static final int SHOWN = 12;
	private static final String FEATURES = "features";

	@Parameter(label = "Classes from",
		attrs = @Attr(name = Hints.OFFERS, value = "auto|names|prediction|" + Hints.FILE),
		persist = false,
		description = "Which class each image shows, for the figures; the training needs none. names: the " +
			"longest label of the network that stands in the name of the file or slice, or else of its folder " +
			"or stack; prediction: what the network says of the clean image; auto: names, or else prediction; " +
			"else the path of a table (.csv) of files or slices and their labels.")
	private String labels = Keys.AUTO;

	@Parameter(label = "Guide",
		attrs = @Attr(name = Hints.OFFERS,
			value = Expression.LOGITS + "|" + FEATURES + "|" + Hints.LAYERS),
		persist = false,
		description = "What the network is to answer to denoised images as to clean ones. logits: its " +
			"scores; features: its last layer with positions; or the name of a layer.")
	private String guide = Expression.LOGITS;

	@Parameter(label = "Epsilon (grey levels)", attrs = @Attr(name = Hints.OFFERS, value = Keys.AUTO),
		persist = false,
		description = "Of the largest perturbations that are trained on, in grey levels, over 0, and of " +
			"those that are measured; auto: 8/255 of the value range (8 for 8-bit).")
	private String epsilon = Keys.AUTO;

	@Parameter(label = "Epochs", persist = false,
		description = "How often each image is trained on, from 1.")
	private int epochs = 20;

	@Parameter(label = "Levels", attrs = @Attr(name = Hints.ADVANCED), persist = false,
		description = "How often the denoiser halves the sides of its images, 1 to 6.")
	private int levels = 2;

	@Parameter(label = "Channels", attrs = @Attr(name = Hints.ADVANCED), persist = false,
		description = "Of the denoiser at the full size, 1 to 256; twice as many at half of it, four times " +
			"from a quarter on.")
	private int channels = 16;

	@Parameter(label = "Batch size", attrs = @Attr(name = Hints.ADVANCED), persist = false,
		description = "How many images a step of the training has, from 1; each clean and perturbed.")
	private int batch = 16;

	@Parameter(label = "Learning rate", attrs = @Attr(name = Hints.ADVANCED), persist = false,
		description = "Adam's largest step size, over 0; it falls to 0 in the end.")
	private double rate = 2e-3;

	@Parameter(label = "Passes", attrs = @Attr(name = Hints.ADVANCED), persist = false,
		description = "How many gradients a perturbation of several steps takes, from 1; every other is " +
			"made in one.")
	private int passes = 7;

	@Parameter(label = "Queries", attrs = @Attr(name = Hints.ADVANCED), persist = false,
		description = "How often Square, an attack without a gradient, asks about each image, from 1.")
	private int queries = 500;

	@Parameter(label = "Live curves", persist = false,
		description = "Shows in a window of its own how training goes.")
	private boolean live = false;

	@Parameter(type = ItemIO.OUTPUT, label = "Figures",
		description = "Accuracy on held-out images of the network alone and behind the denoiser: clean, " +
			"and under PGD and Square made on the network or on both, with intervals of 95 % (Wilson 1927).")
	private ResultsTable table;

	@Parameter(type = ItemIO.OUTPUT, label = "Curves",
		description = "What was measured on held-out images, and the loss, against the steps.")
	private ImagePlus curves;

	@Parameter(type = ItemIO.OUTPUT, label = "Pictures",
		description = "Held-out images, a slice each: clean, attacked, denoised, and what was taken out.")
	private ImagePlus pictures;

	/** What is the same in all parts of a run. */
	private record Run(OpenNetwork bare, TrainableNetwork both, String layer, TrainingImages read,
		Holdout split, Bound bound, boolean labelled) {

		Examples heldOut(final int[] said) {
			return labelled ? read.examples().at(split.held())
				: read.examples().labelled(said).at(split.held());
		}
	}

	@Override
	void execute() {
		checkImages();
		positive("epochs", epochs);
		positive("batch", batch);
		positive("passes", passes);
		positive("queries", queries);
		final DenoiserArchitecture architecture = new DenoiserArchitecture(levels, channels);
		try (OpenNetwork bare = open(model())) {
			bare.descriptor().requireClasses("A denoiser");
			final Path folder = place(bare.descriptor().name() + "-denoised");
			final String layer = layer(bare.descriptor());
			final ImageSet images = images(bare);
			final int[] known = new ImageClasses(labels, ImageClasses.PREDICTABLE).ofOrPredicted(images,
				bare.descriptor().labels(), this::remark);
			final TrainingImages read = read(images, known);
			final Holdout split = split(read, "A denoiser");
			try (
				OpenNetwork start =
					denoised(bare, architecture, bare.descriptor().name() + "-denoised", seed());
				TrainableNetwork both = start.weights().trainable(own(start, bare))) {
				train(new Run(bare, both, layer, read, split, bound(epsilon, read), known != null), images,
					folder);
			}
		}
	}

	/** @throws IllegalArgumentException if there is none of that name */
	private String layer(final ModelDescriptor network) {
		final String wanted = guide.trim();
		if (wanted.equalsIgnoreCase(Expression.LOGITS)) return Expression.LOGITS;
		if (!wanted.equalsIgnoreCase(FEATURES)) return network.layer(wanted).name();
		return network.layers().stream().filter(Layer::isSpatial).reduce((one, next) -> next)
			.map(Layer::name).orElseThrow(() -> new IllegalArgumentException("No layer of " +
				network.name() + " has positions, so guide=features names none; take guide=logits."));
	}

	/** The layers of the denoiser. */
	private static List<String> own(final Network both, final Network bare) {
		final List<String> own = new ArrayList<>(both.weights().trainableLayers());
		own.removeAll(bare.descriptor().layerNames());
		own.removeAll(bare.weights().trainableLayers());
		return own;
	}

	private void train(final Run run, final ImageSet images, final Path folder) {
		tellFew(run.split().held().length);
		final String name = title(images, DENOISER);
		showLive(live, name, 640, 400);
		final int[] said = new LabelOracle(run.bare()).classes(run.read().examples().images());
		final ObliviousValidation validation =
			ObliviousValidation.pgd(run.bare(), run.heldOut(said), run.bound(), WATCHING);
		final Course course = course(run, said, validation);
		final HeldOutAttacks judge =
			new HeldOutAttacks(run.read().at(run.split().held()), run.bound().epsilon(), queries);
		final List<Point> points =
			measured(() -> judge.accuracy(run.bare(), run.both(), DENOISER, part(7, 3, "attacks")))
				.orElse(List.of());
		final Map<String, Object> training =
			trainedOn(images, run.read(), run.split().training(), run.split().held());
		training.put("from", named(run.bare()));
		training.put("method", DENOISER + " (Liao 2018), epsilon " + run.bound().epsilon());
		training.put("kept", KEPT);
		training.put("options", options(run.layer()));
		final Path saved = save(run.both(), folder, training, figures(points));
		table = Tables.empty();
		TrainingTables.addDenoiser(table, points);
		Tables.addRange(table, run.bare().descriptor());
		tell(points, run);
		finish(run, course, validation, images, name, saved);
	}

	private Course course(final Run run, final int[] said, final ObliviousValidation validation) {
		final Examples training = run.read().examples().labelled(said).at(run.split().training());
		final double steps = (double) epochs * training.count() / Math.min(batch, training.count());
		final TrainingOptions options = TrainingOptions.of((int) Math.max(1, steps)).withBatch(batch)
			.withRate(rate).withDecay(0).withSeed(seed());
		final Course course = TrainingLoop.run(new Trainer(run.both(), options), options, training,
			new DenoiserTraining(run.bare(), run.layer(), run.bound(), passes, seed()), validation,
			points -> progress().offer(() -> TrainingPlots.picture(points)), part(0, 7, "training"));
		tellCanceled(course);
		return course;
	}

	private Map<String, Object> options(final String layer) {
		final Map<String, Object> all = new LinkedHashMap<>();
		all.put("guide", layer);
		all.put("epochs", epochs);
		all.put("levels", levels);
		all.put("channels", channels);
		all.put("batch", batch);
		all.put("rate", rate);
		all.put("passes", passes);
		all.put("seed", seed());
		return all;
	}

	/** Of both together, by what was done to them. */
	private static Map<String, Object> figures(final List<Point> points) {
		final Map<String, Object> figures = new LinkedHashMap<>();
		for (final Point point : points)
			if (point.setting().defence().isPresent()) figures.put(
				point.epsilon() == 0 ? "clean"
					: point.method() +
						(point.setting().knowing() ? " through the denoiser" : " on the network alone"),
				described(point.accuracy()));
		return figures;
	}

	/** That it is no defence against who knows of it is plain to see. */
	private void tell(final List<Point> points, final Run run) {
		if (!run.labelled())
			note("Right is what " + run.bare().descriptor().name() + " says of the clean image.");
		for (final DefenceGain gain : DefenceGain.of(points))
			note(gain.sentence(1));
		points.stream()
			.filter(point -> point.epsilon() > 0 && point.setting().defence().isPresent() &&
				point.setting().knowing() && point.method().equals(AttackMethods.PGD))
			.forEach(point -> warn(String.format(Locale.ROOT,
				"Made through the denoiser, PGD leaves %d of %d held-out images right: a denoiser helps " +
					"against attacks that do not know of it, and is no defence against those that do.",
				point.accuracy().count(), point.accuracy().total())));
	}

	private void finish(final Run run, final Course course, final ObliviousValidation validation,
		final ImageSet images, final String name, final Path folder) {
		final Recipe recipe = NetworkCommand.recipe(recipe(), run.bare())
			.with("saved as", folder.getFileName()).with("best step", course.best().step());
		curves = TrainingPlots.of(course.points(), name);
		finish(curves, recipe, input());
		final int shown = Math.min(SHOWN, run.split().held().length);
		final Pixels clean = validation.heldOut().images().items(0, shown);
		final List<String> names = new ArrayList<>();
		for (int n = 0; n < shown; n++)
			names.add(images.names().get(run.read().parts()[run.split().held()[n]]).name());
		pictures = DenoiserPictures.of(run.bare(), run.both(), clean,
			validation.attacked().items(0, shown), names, Titles.unique(Titles.AUTO, name + "-pictures"));
		finish(pictures, recipe, null);
		show(table, name + "-figures");
	}
}
