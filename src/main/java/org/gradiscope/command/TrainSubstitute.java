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
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.gradiscope.attack.method.AttackMethods;
import org.gradiscope.attack.patch.Holdout;
import org.gradiscope.attack.robustness.Epsilons;
import org.gradiscope.attack.robustness.LabelledImages;
import org.gradiscope.attack.robustness.Transferability;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.Progress;
import org.gradiscope.engine.TrainableNetwork;
import org.gradiscope.imagej.ImageSet;
import org.gradiscope.imagej.Recipe;
import org.gradiscope.imagej.Tables;
import org.gradiscope.imagej.TrainingPlots;
import org.gradiscope.imagej.TrainingTables;
import org.gradiscope.model.Labels;
import org.gradiscope.training.JacobianAugmentation;
import org.gradiscope.training.Examples;
import org.gradiscope.training.LabelOracle;
import org.gradiscope.training.SmallNetworks;
import org.gradiscope.training.Substitute;
import org.gradiscope.training.Substitute.Round;
import org.gradiscope.training.TrainingImages;
import org.gradiscope.training.TrainingOptions;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Trains a network to answer as another does that is asked for classes alone, and fools that by it. */
@Plugin(type = Command.class, name = "train-substitute", label = "Train Substitute",
	menu = { @Menu(label = "Plugins"), @Menu(label = "Gradiscope"),
		@Menu(label = "Train Substitute...", weight = 41) },
	description = "Trains a network to answer as another, the oracle, which is asked for nothing but the " +
		"classes of slices of a stack or images of a folder, and says how often what fools the substitute " +
		"fools the oracle too (Papernot et al. 2017, 'Practical Black-Box Attacks').")
public class TrainSubstitute extends TrainingCommand {

	@Parameter(label = "Start from",
		attrs = { @Attr(name = Hints.OFFERS, value = "small|medium|" + Hints.MODELS) }, persist = false,
		description = "small: three convolutions; medium: seven, as micropatterns has; or a network whose " +
			"weights are gone on from, with a new last layer if it has other classes.")
	private String start = "small";

	@Parameter(label = "Rounds", persist = false,
		description = "Of asking and training, from 1; between them the images at most double.")
	private int rounds = 6;

	@Parameter(label = "Epochs", persist = false,
		description = "How often each image is trained on in a round, from 1.")
	private int epochs = 20;

	@Parameter(label = "Lambda", persist = false,
		description = "How far new images are moved along the sign of the derivative, as a fraction of " +
			"the value range, over 0 and at most 1.")
	private double lambda = 0.05;

	@Parameter(label = "Period", attrs = @Attr(name = Hints.ADVANCED), persist = false,
		description = "After how many rounds lambda changes its sign, from 1.")
	private int period = 3;

	@Parameter(label = "Images a round", attrs = @Attr(name = Hints.ADVANCED), persist = false,
		description = "How many new images a round makes at most, from 1; of more, so many are drawn.")
	private int kept = 400;

	@Parameter(label = "Batch size", attrs = @Attr(name = Hints.ADVANCED), persist = false,
		description = "How many images a step of the training has, from 1.")
	private int batch = 32;

	@Parameter(label = "Learning rate", attrs = @Attr(name = Hints.ADVANCED), persist = false,
		description = "Adam's largest step size, over 0; it falls to 0 in the end.")
	private double rate = 1e-3;

	@Parameter(label = "Epsilons (grey levels)",
		attrs = @Attr(name = Hints.OFFERS, value = Keys.AUTO), persist = false,
		description = "Of the perturbations (fgsm) that are made against the substitute and shown to the " +
			"oracle, separated by commas; auto: 2, 4, 8, 16, 32 of 255 of the value range.")
	private String epsilons = Keys.AUTO;

	@Parameter(label = "Live curve", persist = false,
		description = "Shows in a window of its own how the agreement grows.")
	private boolean live = false;

	@Parameter(type = ItemIO.OUTPUT, label = "Rounds",
		description = "Of each round: images, queries so far, loss, and how often substitute and oracle " +
			"agree on held-out images, with the interval of 95 % (Wilson 1927).")
	private ResultsTable table;

	@Parameter(type = ItemIO.OUTPUT, label = "Transfer",
		description = "Of each epsilon: how many held-out images fool the substitute, how many of these " +
			"fool the oracle, and how many made on the oracle itself do.")
	private ResultsTable transfer;

	@Parameter(type = ItemIO.OUTPUT, label = "Curve",
		description = "The agreement against the queries.")
	private ImagePlus curve;

	@Override
	void execute() {
		checkImages();
		final Substitute study = study();
		final Epsilons sizes = sizes();
		try (OpenNetwork oracle = open(model())) {
			oracle.descriptor().requireClasses("A substitute");
			final Path folder = place(oracle.descriptor().name() + "-substitute");
			final ImageSet images = images(oracle);
			final TrainingImages read = read(images, null);
			sizes.check(read.examples().images().range(), read.format());
			try (Network first = first(oracle, read.examples().images().channels());
				TrainableNetwork network = first.weights().trainable(first.weights().trainableLayers())) {
				train(study, oracle, network, images, read, sizes, folder);
			}
		}
	}

	private Substitute study() {
		final JacobianAugmentation augmentation =
			new JacobianAugmentation(lambda, positive("period", period), positive("kept", kept));
		return new Substitute(positive("rounds", rounds), positive("epochs", epochs), augmentation,
			TrainingOptions.of(1).withBatch(positive("batch", batch)).withRate(rate).withDecay(0)
				.withSeed(seed()));
	}

	private Epsilons sizes() {
		if (Keys.isAuto(epsilons)) return new Epsilons(List.of(2., 4., 8., 16., 32.), true);
		return new Epsilons(Arrays.stream(epsilons.split(","))
			.map(text -> Keys.number("epsilons", text, Double.NaN)).toList(), false);
	}

	/** What the substitute starts from: a network of other classes gets a new last layer. */
	private Network first(final Network oracle, final int channels) {
		final Labels labels = oracle.descriptor().labels();
		final String name = oracle.descriptor().name() + "-substitute";
		for (final SmallNetworks architecture : SmallNetworks.values())
			if (architecture.toString().equalsIgnoreCase(start.trim()))
				return create(architecture.of(channels, labels), name, seed());
		final OpenNetwork given = open(start);
		if (given.descriptor().labels().names().equals(labels.names())) return given;
		try (given) {
			remark("The substitute is " + given.descriptor().name() + " with a new last layer, of " +
				labels.count() + " classes.");
			return given.weights().withNewHead(labels, Keys.AUTO, name).network();
		}
	}

	private void train(final Substitute study, final OpenNetwork oracle,
		final TrainableNetwork network, final ImageSet images, final TrainingImages read,
		final Epsilons sizes, final Path folder) {
		final Holdout split = split(read, "A substitute");
		tellFew(split.held().length);
		final String name = title(images, "substitute");
		showLive(live, name, 640, 400);
		final List<Round> done = rounds(study, oracle, network, read, split);
		final Round last = done.get(done.size() - 1);
		final List<Transferability> found =
			measured(() -> transfer(network, oracle, read.at(split.held()), sizes)).orElse(List.of());
		final Map<String, Object> training = trainedOn(images, read, split.training(), split.held());
		training.put("oracle", named(oracle));
		training.put("queries", last.queries());
		training.put("rounds", done.size());
		training.put("options", options());
		final Path saved =
			save(network, folder, training, Map.of("agreement", described(last.agreement())));
		tables(oracle, done, found, sizes, images);
		finish(oracle, done, name, saved);
	}

	/** The oracle is asked about held-out images too, which its queries do not count. */
	private List<Round> rounds(final Substitute study, final Network oracle,
		final TrainableNetwork network, final TrainingImages read, final Holdout split) {
		final Examples held = read.examples().at(split.held());
		final Examples heldOut = held.labelled(new LabelOracle(oracle).classes(held.images()));
		final List<Round> course = new ArrayList<>();
		final List<Round> done = study.train(network, new LabelOracle(oracle),
			read.examples().at(split.training()).images(), heldOut, round -> {
				course.add(round);
				final List<Round> soFar = List.copyOf(course);
				progress().offer(() -> TrainingPlots.agreement(soFar));
			}, part(0, 8, ""));
		if (done.size() < rounds) {
			keepWhatIsThere();
			warn("Canceled: the substitute is that of round " + done.size() + " of " + rounds + ".");
		}
		return done;
	}

	private Map<String, Object> options() {
		final Map<String, Object> all = new LinkedHashMap<>();
		all.put("start", start.trim());
		all.put("epochs", epochs);
		all.put("lambda", lambda);
		all.put("period", period);
		all.put("kept", kept);
		all.put("batch", batch);
		all.put("rate", rate);
		all.put("seed", seed());
		return all;
	}

	/** Of each epsilon: made on the substitute, and on the oracle. */
	private List<Transferability> transfer(final Network substitute, final Network oracle,
		final LabelledImages heldOut, final Epsilons sizes) {
		final List<Transferability> found = new ArrayList<>();
		final List<Double> each = sizes.sizes();
		for (int i = 0; i < each.size(); i++)
			found.add(Transferability.of(List.of(substitute, oracle), AttackMethods.FGSM,
				new Epsilons(List.of(each.get(i)), sizes.relative()), heldOut, false,
				new Progress.SubProgress(part(8, 2, ""), i, each.size())));
		return found;
	}

	private void tables(final Network oracle, final List<Round> done,
		final List<Transferability> found, final Epsilons sizes, final ImageSet images) {
		final double unit = images.range().map(sizes::unit).orElse(1.0);
		table = Tables.empty();
		TrainingTables.addRounds(table, done);
		Tables.addRange(table, oracle.descriptor());
		transfer = Tables.empty();
		for (int i = 0; i < found.size(); i++)
			TrainingTables.addTransfer(transfer, sizes.sizes().get(i) * unit, found.get(i));
	}

	private void finish(final OpenNetwork oracle, final List<Round> done, final String name,
		final Path folder) {
		final Round last = done.get(done.size() - 1);
		note(String.format(Locale.ROOT,
			"Substitute and oracle agree on %d of %d held-out images after %d queries.",
			last.agreement().count(), last.agreement().total(), last.queries()));
		curve = TrainingPlots.agreement(done, name);
		finish(curve, NetworkCommand.recipe(recipe(), oracle).with("saved as", folder.getFileName())
			.with("queries", last.queries()), input());
		show(table, name + "-rounds");
		show(transfer, name + "-transfer");
	}
}
