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
import ij.ImageStack;
import ij.measure.ResultsTable;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.gradiscope.attack.bound.Bound;
import org.gradiscope.attack.robustness.AccuracyUnderAttack.Point;
import org.gradiscope.attack.robustness.LabelledImages;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.TrainableNetwork;
import org.gradiscope.imagej.AttackTables;
import org.gradiscope.imagej.ImageSet;
import org.gradiscope.imagej.KernelView;
import org.gradiscope.imagej.Recipe;
import org.gradiscope.imagej.Tables;
import org.gradiscope.imagej.Titles;
import org.gradiscope.imagej.TrainingPlots;
import org.gradiscope.training.Examples;
import org.gradiscope.training.Split;
import org.gradiscope.training.Trainer;
import org.gradiscope.training.TrainingImages;
import org.gradiscope.training.TrainingLoop;
import org.gradiscope.training.TrainingLoop.Course;
import org.gradiscope.training.TrainingOptions;
import org.gradiscope.training.TrainingStep;
import org.gradiscope.training.adversarial.HardeningMethod;
import org.gradiscope.training.adversarial.HeldOutAttacks;
import org.gradiscope.training.adversarial.RobustValidation;
import org.gradiscope.visualization.LayerKernels;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Trains a network on what would fool it. */
@Plugin(type = Command.class, name = "harden-network", label = "Harden Network",
	menu = { @Menu(label = "Plugins"), @Menu(label = "Gradiscope"),
		@Menu(label = "Harden Network...", weight = 42) },
	description = "Trains a network on perturbed slices of a stack, or images of a folder, so that it is " +
		"fooled less often, and measures that on held-out images by attacks that it was not trained on too.")
public class HardenNetwork extends TrainingCommand {

	/** Steps of the attack that watches the training. */
	private static final int WATCHING = 10;

	@Parameter(label = "Classes from",
		attrs = @Attr(name = Hints.OFFERS, value = "auto|names|" + Hints.FILE), persist = false,
		description = "Which class each image shows. names, or auto: the longest label of the network " +
			"that stands in the name of the file or slice, or else of its folder or stack; else the path " +
			"of a table (.csv) of files or slices and their labels.")
	private String labels = Keys.AUTO;

	@Parameter(label = "Method", choices = { "pgd", "fgsm", "free", "trades", "ensemble" },
		persist = false,
		description = "pgd: on the worst that projected gradient descent finds (Madry 2018); fgsm: half " +
			"on one step along the gradient's sign, half on clean images (Goodfellow 2015); free: each batch " +
			"several times, images and weights in one pass (Shafahi 2019); trades: accuracy, and answers " +
			"that stay the same around images (Zhang 2019); ensemble: as fgsm, on other networks in turn " +
			"(Tramer 2018).")
	private String method = "pgd";

	@Parameter(label = "Epsilon (grey levels)", attrs = @Attr(name = Hints.OFFERS, value = Keys.AUTO),
		persist = false,
		description = "How much each pixel may change, in grey levels, over 0; auto: 8/255 of the value " +
			"range (8 for 8-bit).")
	private String epsilon = Keys.AUTO;

	@Parameter(label = "Epochs", persist = false,
		description = "How often each image is trained on, from 1.")
	private int epochs = 30;

	@Parameter(label = "Batch size", attrs = @Attr(name = Hints.ADVANCED), persist = false,
		description = "How many images a step of the training has, from 1.")
	private int batch = 32;

	@Parameter(label = "Learning rate", attrs = @Attr(name = Hints.ADVANCED), persist = false,
		description = "Adam's largest step size, over 0; it falls to 0 in the end.")
	private double rate = 5e-4;

	@Parameter(label = "Passes",
		attrs = { @Attr(name = Hints.ADVANCED),
			@Attr(name = Hints.WHEN, value = "method=pgd|free|trades") },
		persist = false,
		description = "How many gradients each example takes, or of free how often a batch is gone over, " +
			"from 1.")
	private int passes = 7;

	@Parameter(label = "Beta",
		attrs = { @Attr(name = Hints.ADVANCED), @Attr(name = Hints.WHEN, value = "method=trades") },
		persist = false, description = "How much staying the same counts beside accuracy, over 0.")
	private double beta = 6;

	@Parameter(label = "Sources",
		attrs = { @Attr(name = Hints.OFFERS, value = Hints.MODELS), @Attr(name = Hints.SEVERAL),
			@Attr(name = Hints.ADVANCED) },
		persist = false,
		description = "Other networks, separated by semicolons: ensemble trains on what fools them, " +
			"if they have the same classes; with every method the transfer table has them.")
	private String sources = "";

	@Parameter(label = "Layers", attrs = @Attr(name = Hints.ADVANCED), persist = false,
		description = "Which layers are trained, separated by commas; auto: all that have kernels. " +
			"Normalizations stay as they are.")
	private String layers = Keys.AUTO;

	@Parameter(label = "Queries", attrs = @Attr(name = Hints.ADVANCED), persist = false,
		description = "How often Square, the attack that nothing was trained on, asks about each image, " +
			"from 1.")
	private int queries = 500;

	@Parameter(label = "Live curves", persist = false,
		description = "Shows in a window of its own how training goes.")
	private boolean live = false;

	@Parameter(type = ItemIO.OUTPUT, label = "Figures",
		description = "Accuracy on held-out images before and after: clean, under PGD of 40 steps, and " +
			"under Square, with intervals of 95 % (Wilson 1927).")
	private ResultsTable table;

	@Parameter(type = ItemIO.OUTPUT, label = "Transfer",
		description = "How often what fools one network fools another (fgsm, the same epsilon): the " +
			"hardened one, the one before, and the sources.")
	private ResultsTable transfer;

	@Parameter(type = ItemIO.OUTPUT, label = "Curves",
		description = "What was measured on held-out images, and the loss, against the steps.")
	private ImagePlus curves;

	@Parameter(type = ItemIO.OUTPUT, label = "Kernels",
		description = "Those of the first convolution before and after, a slice each.")
	private ImagePlus kernels;

	@Override
	void execute() {
		checkImages();
		final HardeningMethod chosen = Keys.choice("method", method, HardeningMethod.values());
		positive("epochs", epochs);
		positive("batch", batch);
		positive("passes", passes);
		positive("queries", queries);
		final List<OpenNetwork> others = new ArrayList<>();
		try (OpenNetwork network = open(model())) {
			network.descriptor().requireClasses("Hardening");
			final Path folder = place(network.descriptor().name() + "-hardened");
			openSources(chosen, network, others);
			final ImageSet images = images(network);
			final TrainingImages read = read(images,
				new ImageClasses(labels, ImageClasses.KNOWN).of(images, network.descriptor().labels()));
			try (TrainableNetwork trained = network.weights().trainable(chosenLayers(network))) {
				harden(network, trained, chosen, others, images, read, folder);
			}
		}
		finally {
			others.forEach(OpenNetwork::close);
		}
	}

	/** Into a list, so that they are closed whatever happens. */
	private void openSources(final HardeningMethod chosen, final Network network,
		final List<OpenNetwork> others) {
		for (final String source : Keys.several(sources)) {
			others.add(open(source));
			others.get(others.size() - 1).descriptor().requireClasses("A source");
			if (chosen == HardeningMethod.ENSEMBLE) check(network, others.get(others.size() - 1));
		}
		if (chosen == HardeningMethod.ENSEMBLE && others.isEmpty())
			throw new IllegalArgumentException("The method ensemble takes examples from " +
				"other networks, but none was given; name some of the same classes (sources=).");
	}

	private static void check(final Network network, final Network source) {
		if (!source.descriptor().labels().names().equals(network.descriptor().labels().names()))
			throw new IllegalArgumentException(
				"The sources need the classes of " + network.descriptor().name() + ", but " +
					source.descriptor().name() + " has others; take another (sources=).");
	}

	/** What the transfer table would refuse is refused before the training: one image goes to all networks. */
	private void check(final LabelledImages image, final Bound bound, final Network network,
		final List<OpenNetwork> others) {
		final List<Network> networks = new ArrayList<>(others);
		networks.add(network);
		new HeldOutAttacks(image, bound.epsilon(), queries).transfer(networks, progress());
	}

	private List<String> chosenLayers(final Network network) {
		if (Keys.isAuto(layers)) return network.weights().trainableLayers();
		return List.of(layers.trim().split("\\s*,\\s*"));
	}

	private void harden(final OpenNetwork network, final TrainableNetwork trained,
		final HardeningMethod chosen, final List<OpenNetwork> others, final ImageSet images,
		final TrainingImages read, final Path folder) {
		final Split split =
			Split.stratified(read.examples().classes(), network.descriptor().labels(), holdout(), seed());
		tellFew(split.heldOut().length);
		final Bound bound = bound(epsilon, read);
		final TrainingStep step = chosen.step(bound, passes, beta, seed(), List.copyOf(others));
		final TrainingOptions options = steps(split.training().length, step.moves());
		final HeldOutAttacks judge =
			new HeldOutAttacks(read.at(split.heldOut()), bound.epsilon(), queries);
		if (!others.isEmpty()) check(read.at(new int[] { split.heldOut()[0] }), bound, network, others);
		final String name = title(images, "hardened");
		final ImageStack pictures = new ImageStack();
		addKernels(pictures, network, "before");
		showLive(live, name, 640, 400);
		tellFixed(network);
		final List<Point> before = judge.accuracy(network, part(0, 1, "before"));
		final Course course = train(trained, read.examples(), split, step, options, bound);
		final Optional<List<Point>> after =
			measured(() -> judge.accuracy(trained, part(8, 1, "after")));
		addKernels(pictures, trained, "after");
		final Map<String, Object> training = trainedOn(images, read, split.training(), split.heldOut());
		training.put("from", named(network));
		training.put("method", chosen + " (" + chosen.paper() + "), epsilon " + bound.epsilon());
		training.put("kept", KEPT);
		training.put("options", options(chosen, network));
		final Path saved = save(trained, folder, training, figures(after.orElse(List.of())));
		tables(network, before, after.orElse(List.of()));
		if (after.isPresent()) addTransfer(judge, network, trained, others);
		finish(network, course, pictures, name, saved);
	}

	/** As many epochs for a method that moves the weights several times for a batch (Shafahi 2019: N / m). */
	private TrainingOptions steps(final int images, final int moves) {
		final double steps = (double) epochs * images / Math.min(batch, images) / moves;
		return TrainingOptions.of((int) Math.max(1, steps)).withBatch(batch).withRate(rate).withDecay(0)
			.withSeed(seed());
	}

	private Course train(final TrainableNetwork trained, final Examples all, final Split split,
		final TrainingStep step, final TrainingOptions options, final Bound bound) {
		final Examples training = all.at(split.training());
		final Course course =
			TrainingLoop.run(new Trainer(trained, options.withSteps(options.steps() * step.moves())),
				options, training, step, RobustValidation.pgd(all.at(split.heldOut()), bound, WATCHING),
				points -> progress().offer(() -> TrainingPlots.picture(points)), part(1, 7, "training"));
		tellCanceled(course);
		return course;
	}

	private Map<String, Object> options(final HardeningMethod chosen, final Network network) {
		final Map<String, Object> all = new LinkedHashMap<>();
		all.put("epochs", epochs);
		all.put("batch", batch);
		all.put("rate", rate);
		all.put("seed", seed());
		all.put("layers", chosenLayers(network));
		if (chosen == HardeningMethod.TRADES) all.put("beta", beta);
		if (chosen == HardeningMethod.ENSEMBLE) all.put("sources", Keys.several(sources));
		else if (chosen != HardeningMethod.FGSM) all.put("passes", passes);
		return all;
	}

	private static Map<String, Object> figures(final List<Point> points) {
		final Map<String, Object> figures = new LinkedHashMap<>();
		for (final Point point : points)
			figures.put(point.epsilon() == 0 ? "clean" : point.method().toString(),
				described(point.accuracy()));
		return figures;
	}

	/** Those of the first convolution, if there is one. */
	private void addKernels(final ImageStack pictures, final Network network, final String label) {
		try {
			pictures.addSlice(label, KernelView.MONTAGE
				.render(LayerKernels.of(network, Keys.AUTO, Keys.AUTO), 0, false, "").getProcessor());
		}
		catch (final IllegalArgumentException e) {
			note("There is no picture of kernels: " + e.getMessage());
		}
	}

	private void tables(final Network network, final List<Point> before, final List<Point> after) {
		table = Tables.empty();
		AttackTables.addHardening(table, "before", before);
		AttackTables.addHardening(table, "after", after);
		Tables.addRange(table, network.descriptor());
		transfer = Tables.empty();
	}

	private void addTransfer(final HeldOutAttacks judge, final OpenNetwork before,
		final Network hardened, final List<OpenNetwork> others) {
		final List<Network> networks = new ArrayList<>(List.of(hardened, before));
		networks.addAll(others);
		final List<String> names = new ArrayList<>(List.of("hardened", "before"));
		names.addAll(OpenNetwork.names(others));
		measured(() -> judge.transfer(networks, part(9, 1, "transfer"))).ifPresent(found -> {
			AttackTables.addCells(transfer, found, names);
			Tables.addRange(transfer, before.descriptor());
		});
	}

	private void finish(final OpenNetwork network, final Course course, final ImageStack pictures,
		final String name, final Path folder) {
		final Recipe recipe = NetworkCommand.recipe(recipe(), network)
			.with("saved as", folder.getFileName()).with("best step", course.best().step());
		curves = TrainingPlots.of(course.points(), name);
		finish(curves, recipe, input());
		if (pictures.size() > 0) {
			kernels = new ImagePlus(Titles.unique(Titles.AUTO, name + "-kernels"), pictures);
			finish(kernels, recipe, null);
		}
		show(table, name + "-figures");
		show(transfer, name + "-transfer");
	}
}
