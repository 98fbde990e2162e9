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

import java.util.ArrayList;
import java.util.List;

import org.gradiscope.attack.method.AttackMethod;
import org.gradiscope.attack.robustness.Epsilons;
import org.gradiscope.attack.robustness.Transferability;
import org.gradiscope.imagej.AttackTables;
import org.gradiscope.imagej.ImageSet;
import org.gradiscope.imagej.Recipe;
import org.gradiscope.imagej.Tables;
import org.gradiscope.imagej.Titles;
import org.gradiscope.imagej.TransferHeatMap;
import org.gradiscope.model.ModelDescriptor;
import org.gradiscope.model.store.ModelStore;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Says how often what fools one network fools others. */
@Plugin(type = Command.class, name = "transfer-matrix", label = "Transfer Matrix",
	menu = { @Menu(label = "Plugins"), @Menu(label = "Gradiscope"),
		@Menu(label = "Transfer Matrix...", weight = 33) },
	description = "Says how often slices of a stack, or images of a folder, that are perturbed to fool " +
		"one network fool others too.")
public class TransferMatrix extends ImageSetCommand {

	@Parameter(label = "Models",
		attrs = { @Attr(name = Hints.OFFERS, value = Hints.MODELS), @Attr(name = Hints.SEVERAL) },
		persist = false,
		description = "The networks, separated by semicolons, each as source and as target: " +
			ModelStore.EMBEDDED + ", names that Download Model lists, or paths.")
	private String models = ModelStore.EMBEDDED;

	@Parameter(label = "Method", persist = false,
		description = "Of attack: one of those of Adversarial Perturbation that lead away from a class.")
	private String method = "pgd";

	@Parameter(label = "Epsilon (grey levels)", attrs = @Attr(name = Hints.OFFERS, value = Keys.AUTO),
		persist = false,
		description = "How much each pixel may change, or for L2 methods the root of the mean of squares, " +
			"in grey levels, over 0; auto: 8/255 of the value range (8 for 8-bit).")
	private String epsilon = Keys.AUTO;

	@Parameter(label = "Ensembles", persist = false,
		description = "Adds a source: for each target all other networks together, by the mean of " +
			"their losses. It takes three networks or more of the same classes.")
	private boolean ensemble = false;

	@Parameter(label = "Title", attrs = @Attr(name = Hints.ONCE), persist = false,
		description = "The picture's title, and with -table the table's; auto: the stack's title without " +
			"extension, or the folder's name, then -transfer.")
	private String title = Titles.AUTO;

	@Parameter(type = ItemIO.OUTPUT, label = "Figures",
		description = "Of each source and target: how many images fool the source, how many of these fool " +
			"the target too, its share and interval of 95 % (Wilson 1927), and how many of all fool the " +
			"target.")
	private ResultsTable table;

	@Parameter(type = ItemIO.OUTPUT, label = "Matrix",
		description = "The shares as colours and numbers, a row for each source, a column for each target.")
	private ImagePlus matrix;

	@Override
	void execute() {
		checkImages();
		final AttackMethod chosen = Keys.choice("method", method, AttackMethod.values());
		final Epsilons size = Keys.isAuto(epsilon) ? new Epsilons(List.of(8.0), true)
			: Epsilons.levels(Keys.number("epsilon", epsilon, 0));
		final List<OpenNetwork> networks = new ArrayList<>();
		try {
			for (final String model : models())
				networks.add(open(model));
			final ImageSet images = images(networks.get(0));
			networks.forEach(network -> tellRemarks(List.of(chosen), network));
			finish(Transferability.of(networks, chosen, size, images.examples(), ensemble, progress()),
				networks, images.title());
		}
		finally {
			networks.forEach(OpenNetwork::close);
		}
	}

	private List<String> models() {
		final List<String> all = Keys.several(models);
		if (all.stream().distinct().count() == 1) throw new IllegalArgumentException(
			"Whether what fools one network fools others takes two networks or more, but " + all.get(0) +
				" alone was given; give models=" + all.get(0) +
				";ANOTHER (Download Model lists some), or take " + "Robustness Curve for one network.");
		if (all.isEmpty()) throw new IllegalArgumentException(
			"The key 'models' is the names or paths of networks, separated by semicolons, but '" +
				models + "' was given.");
		return all;
	}

	private void finish(final Transferability found, final List<OpenNetwork> networks,
		final String stem) {
		final List<String> names = OpenNetwork.names(networks);
		final List<String> sources = new ArrayList<>(names);
		if (ensemble) sources.add("ensemble without the target");
		final String name = Titles.unique(title, stem + "-transfer");
		table = Tables.empty();
		AttackTables.addCells(table, found, sources);
		Tables.addRange(table,
			networks.stream().map(OpenNetwork::descriptor).toArray(ModelDescriptor[]::new));
		matrix = TransferHeatMap.of(found, sources, name);
		final Recipe recipe = recipe(found.images()).with("device", networks.get(0).device());
		OpenNetwork.addTo(recipe, networks);
		networks.forEach(this::tellPadding);
		for (int n = 0; n < names.size(); n++)
			recipe.whenWritten("padded for " + names.get(n), networks.get(n)::padding);
		finish(matrix, recipe, input());
		show(table, name + "-table");
	}
}
