/// How `rollout` tells what happens.
enum RolloutFormat: String, ChoiceArgument {
    case text
    case json
}
